extension Digits {
  /// The digests of this version. After an intended change of a number, write them again with
  /// `UNROLL_UPDATE_GOLDENS=1 swift test --filter DigitsTests`.
  static let reference: [String: UInt64] = [
    "every part": 0x25AA_B129_0CFA_DAC8,
    "cell tanh": 0xA4E6_F56B_DA9D_CA75,
    "cell relu": 0xABB8_1298_0005_3C80,
    "cell linear": 0xEC4C_304C_1D59_001F,
    "cell lstm": 0xD9E5_55F8_34A2_0A6A,
    "cell gru": 0x1520_85DC_21EE_F68E,
    "cell gru-textbook": 0xE73D_1253_D96C_7530,
    "cell mingru": 0xAC28_F0B1_BEF4_9450,
    "cell mingru-log": 0x331B_7CFE_7539_1C3C,
    "cell minlstm": 0xBD9B_3263_9BC0_8079,
    "cell minlstm-log": 0x4B83_4F3E_B02A_0F29,
    "optimizer adam": 0xA4E6_F56B_DA9D_CA75,
    "optimizer adamw": 0xC1C4_E3DC_AD87_684D,
    "optimizer sgd": 0x2BBF_D87D_A768_2033,
    "optimizer momentum": 0xF419_E338_2F2A_58C6,
    "optimizer rmsprop": 0x35B8_5A8F_88F0_DAE7,
    "optimizer adagrad": 0x9A8D_77F1_6847_5CF2,
    "initialization pytorch": 0xB5FA_4E0C_7581_ABAD,
    "initialization keras": 0x25C8_C632_8C59_9981,
    "initialization small": 0xD93E_5A73_2A00_9120,
    "initialization orthogonal": 0xA0ED_61D3_877D_C91E,
    "initialization identity": 0xB990_5D55_BAD9_1814,
  ]
}
