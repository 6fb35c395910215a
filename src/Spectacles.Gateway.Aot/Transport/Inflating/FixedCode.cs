namespace Spectacles.Gateway;

/// <summary>The fixed code, which needs no head. Shared by all connections.</summary>
internal static class FixedCode
{
    public static HuffmanTable Literals { get; } = MakeLiterals();

    public static HuffmanTable Distances { get; } = MakeDistances();

    private static HuffmanTable MakeLiterals()
    {
        ushort[] symbols = new ushort[288];
        for (int i = 0; i < symbols.Length; i++)
        {
            symbols[i] = (ushort)((i << 4) | (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8));
        }

        var table = new HuffmanTable(9, 1 << 9);
        table.Build(symbols, [0, 0, 0, 0, 0, 0, 0, 24, 152, 112, 0, 0, 0, 0, 0, 0], HuffmanEntry.LiteralsAndLengths);
        return table;
    }

    private static HuffmanTable MakeDistances()
    {
        ushort[] symbols = new ushort[32];
        for (int i = 0; i < symbols.Length; i++)
        {
            symbols[i] = (ushort)((i << 4) | 5);
        }

        var table = new HuffmanTable(5, 1 << 5);
        table.Build(symbols, [0, 0, 0, 0, 0, 32, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], HuffmanEntry.Distances);
        return table;
    }
}
