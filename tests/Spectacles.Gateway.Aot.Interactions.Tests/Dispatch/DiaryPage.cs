namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>A scoped service.</summary>
internal sealed class DiaryPage : IDisposable
{
    private static int created;
    private static int disposed;

    public DiaryPage() => Interlocked.Increment(ref created);

    /// <summary>How many were created.</summary>
    public static int Created => Volatile.Read(ref created);

    /// <summary>How many were disposed.</summary>
    public static int Disposed => Volatile.Read(ref disposed);

    public List<string> Lines { get; } = [];

    public bool IsDisposed { get; private set; }

    public void Dispose()
    {
        IsDisposed = true;
        Interlocked.Increment(ref disposed);
    }
}
