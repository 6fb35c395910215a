namespace Spectacles.Gateway.Testing;

/// <summary>The number of requests of one kind that are still to be refused.</summary>
internal sealed class RefusalBudget
{
    private int left;

    public void Add(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Interlocked.Add(ref left, count);
    }

    public bool TryTake()
    {
        int seen;
        do
        {
            seen = Volatile.Read(ref left);
            if (seen == 0)
            {
                return false;
            }
        }
        while (Interlocked.CompareExchange(ref left, seen - 1, seen) != seen);

        return true;
    }
}
