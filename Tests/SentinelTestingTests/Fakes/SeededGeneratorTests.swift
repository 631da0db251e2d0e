import SentinelTesting
import Testing

@Suite("Seeded generator")
struct SeededGeneratorTests {
    @Test(
        "gives the numbers of SplitMix64",
        arguments: [
            (
                UInt64(0),
                [0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F, 0xF88B_B8A8_724C_81EC]
            ),
            (
                1_234_567,
                [
                    6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                    4_593_380_528_125_082_431,
                ]
            ),
        ] as [(UInt64, [UInt64])])
    func vectors(seed: UInt64, numbers: [UInt64]) {
        var generator = SeededGenerator(seed: seed)
        #expect(numbers.map { _ in generator.next() } == numbers)
    }

    @Test("equal seeds shuffle alike, others do not")
    func seeds() {
        func shuffled(_ seed: UInt64) -> [Int] {
            var generator = SeededGenerator(seed: seed)
            return (0..<50).shuffled(using: &generator)
        }
        #expect(shuffled(7) == shuffled(7))
        #expect(shuffled(7) != shuffled(8))
    }
}
