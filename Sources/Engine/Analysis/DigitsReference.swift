extension Digits {
  /// The digests of this version. Whoever changes a number on purpose writes them anew with
  /// `UNROLL_UPDATE_GOLDENS=1 swift test --filter DigitsTests`.
  static let reference: [String: UInt64] = [
    "every part": 0xA1FA_0051_4ADB_DB36,
    "cell tanh": 0x875C_0CDF_DCE2_34F9,
    "cell relu": 0x10F6_563D_7CD9_E79F,
    "cell linear": 0x41AA_43DF_D467_1006,
    "cell lstm": 0x3610_1C9B_3426_35D1,
    "cell gru": 0xF3FF_D602_D4EF_DAB3,
    "cell gru-textbook": 0xE514_A44E_F19F_E091,
    "cell mingru": 0x6A14_25AD_F5C7_4561,
    "cell mingru-log": 0xFAF7_8BFD_9943_CC96,
    "cell minlstm": 0x6B3D_3E5A_D56B_DB53,
    "cell minlstm-log": 0x10A6_5D38_F384_5EB2,
    "optimizer adam": 0x875C_0CDF_DCE2_34F9,
    "optimizer adamw": 0x3E48_8439_AFE0_7BFA,
    "optimizer sgd": 0x0160_2E6A_8C48_10DD,
    "optimizer momentum": 0x4F50_03B5_61B1_07BE,
    "optimizer rmsprop": 0x1001_5A32_B539_F386,
    "optimizer adagrad": 0xFCD2_2966_BE1E_6042,
    "initialization pytorch": 0xB5FA_4E0C_7581_ABAD,
    "initialization keras": 0x25C8_C632_8C59_9981,
    "initialization small": 0xD93E_5A73_2A00_9120,
    "initialization orthogonal": 0xA0ED_61D3_877D_C91E,
    "initialization identity": 0xB990_5D55_BAD9_1814,
  ]
}
