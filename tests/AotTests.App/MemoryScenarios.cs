using System.Runtime.CompilerServices;

namespace AotTests.App;

/// <summary>The budget of the young generation, which <c>SpectaclesSmallVps</c> limits to 2 MB.</summary>
internal static class MemoryScenarios
{
    private const int Budget = 2 * 1024 * 1024;
    private const int Budgets = 16;
    private const int Piece = 1024;

    public static Task CollectsEvery2MB()
    {
        int before = GC.CollectionCount(0);
        for (int allocated = 0; allocated < Budgets * Budget; allocated += Piece)
        {
            Allocate();
        }

        // With a budget of 6 MB, the smallest default, it would be five. Other threads allocate, too, so there may be more than sixteen.
        int collections = GC.CollectionCount(0) - before;
        Expect.Equal(true, collections is >= Budgets / 2 and <= Budgets * 2);
        return Task.CompletedTask;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte[] Allocate() => new byte[Piece];
}
