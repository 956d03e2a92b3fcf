extension Digits {
  /// The digests of this version. Whoever changes a number on purpose writes them anew with
  /// `UNROLL_UPDATE_GOLDENS=1 swift test --filter DigitsTests`.
  static let reference: [String: UInt64] = [
    "every part": 0xCEE2_6B6F_AC6C_7C2E,
    "cell tanh": 0x3B67_A6AA_05A2_BB6F,
    "cell relu": 0xAFBC_C1F0_5F89_6E5D,
    "cell linear": 0x1B6F_0F8B_A13B_7E06,
    "cell lstm": 0xD2BF_8A89_7005_303E,
    "cell gru": 0xBD39_44BD_FE2D_C8EA,
    "cell gru-textbook": 0xD6E8_B9DD_F7B8_33EB,
    "cell mingru": 0x107A_B51D_5169_6904,
    "cell mingru-log": 0x137B_436D_14D6_FBA3,
    "cell minlstm": 0x747F_550F_B631_1BA2,
    "cell minlstm-log": 0xAE41_3717_F129_E1B8,
    "optimizer adam": 0x3B67_A6AA_05A2_BB6F,
    "optimizer adamw": 0xD74A_AA8A_E882_E014,
    "optimizer sgd": 0x6AA0_C4F9_8324_239E,
    "optimizer momentum": 0x5B79_5332_93F2_A87F,
    "optimizer rmsprop": 0xE841_6325_2E8E_0E9D,
    "optimizer adagrad": 0xA28C_A651_B5E8_EBEB,
    "initialization pytorch": 0xB5FA_4E0C_7581_ABAD,
    "initialization keras": 0x50AF_51AC_606D_7FC7,
    "initialization small": 0x3CA1_DF96_CB96_2E39,
    "initialization orthogonal": 0x287F_18E6_EAC4_379C,
    "initialization identity": 0xB990_5D55_BAD9_1814,
  ]
}
