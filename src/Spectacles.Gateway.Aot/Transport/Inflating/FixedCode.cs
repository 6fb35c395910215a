namespace Spectacles.Gateway;

/// <summary>The fixed code, which needs no head. Shared by all connections.</summary>
internal static class FixedCode
{
    public static HuffmanTable Literals { get; } = MakeLiterals();

    public static HuffmanTable Distances { get; } = MakeDistances();

    private static HuffmanTable MakeLiterals()
    {
        var code = new CodedSymbols(288);
        for (int symbol = 0; symbol < 288; symbol++)
        {
            code.Add(symbol, symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8);
        }

        var table = new HuffmanTable(9, 1 << 9);
        table.Build(code, HuffmanEntry.LiteralsAndLengths);
        return table;
    }

    private static HuffmanTable MakeDistances()
    {
        var code = new CodedSymbols(32);
        for (int symbol = 0; symbol < 32; symbol++)
        {
            code.Add(symbol, 5);
        }

        var table = new HuffmanTable(5, 1 << 5);
        table.Build(code, HuffmanEntry.Distances);
        return table;
    }
}
