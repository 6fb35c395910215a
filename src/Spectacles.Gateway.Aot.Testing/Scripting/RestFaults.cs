namespace Spectacles.Gateway.Testing;

/// <summary>The faults of the next REST calls, in the order in which they were added.</summary>
internal sealed class RestFaults
{
    private readonly Lock gate = new();
    private readonly List<Entry> entries = [];

    /// <param name="count">The number of calls.</param>
    /// <param name="fault">The fault.</param>
    /// <param name="route">The route of the calls; null for every route.</param>
    public void Add(int count, RestFault fault, ApiRoute? route)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        lock (gate)
        {
            entries.Add(new Entry(fault, route) { Left = count });
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            entries.Clear();
        }
    }

    /// <summary>Takes the fault of a call on this route, which may be unknown to Discord; null for none.</summary>
    public RestFault? Take(ApiRoute? route)
    {
        lock (gate)
        {
            entries.RemoveAll(entry => entry.Left == 0);
            if (entries.Find(entry => entry.Route is null || entry.Route == route) is not { } next)
            {
                return null;
            }

            next.Left--;
            return next.Fault;
        }
    }

    private sealed record Entry(RestFault Fault, ApiRoute? Route)
    {
        public int Left { get; set; }
    }
}
