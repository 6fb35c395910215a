namespace Spectacles.Gateway.Tests;

/// <summary>What code allocates on the managed heap, in bytes.</summary>
internal static class AllocatedBytes
{
    /// <summary>Counts what a function allocates on this thread.</summary>
    /// <remarks>
    /// The runtime counts the room that a thread gets in a heap. What a collection on another thread leaves unused of it, up to 8 KB, can
    /// be counted as well. So the least of five counts is right.
    /// </remarks>
    public static long By(Func<object> function) => Enumerable.Range(0, 5).Min(_ =>
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        function();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    });
}
