using System.Collections.Concurrent;

namespace Spectacles.Gateway.Rest;

/// <summary>The calls of a client: those that run, and some that have ended and are used again. Safe for several threads.</summary>
/// <param name="time">The clock.</param>
/// <param name="client">The client, which an exception names.</param>
internal sealed class RestCalls(TimeProvider time, object client) : IDisposable
{
    private const int MostIdle = 64;

    private readonly HashSet<RestCall> all = [];
    private readonly ConcurrentQueue<RestCall> idle = [];
    private volatile bool isDisposed;

    /// <summary>Whether the client is disposed.</summary>
    public bool IsDisposed => isDisposed;

    /// <summary>Returns an instance for a new call.</summary>
    /// <exception cref="ObjectDisposedException">The client is disposed.</exception>
    public RestCall Take()
    {
        ThrowIfDisposed();
        if (idle.TryDequeue(out var used))
        {
            return used;
        }

        var call = new RestCall(time, this);
        lock (all)
        {
            ThrowIfDisposed();
            all.Add(call);
        }

        return call;
    }

    /// <summary>Takes back an instance whose call has ended.</summary>
    public void Return(RestCall call)
    {
        if (isDisposed || idle.Count >= MostIdle)
        {
            Remove(call);
        }
        else
        {
            idle.Enqueue(call);
        }
    }

    /// <summary>Ends an instance that is not used again.</summary>
    public void Remove(RestCall call)
    {
        lock (all)
        {
            all.Remove(call);
        }

        call.Destroy();
    }

    /// <summary>Cancels the calls that run.</summary>
    public void Dispose()
    {
        RestCall[] calls;
        lock (all)
        {
            isDisposed = true;
            calls = [.. all];
        }

        foreach (var call in calls)
        {
            call.Cancel();
        }
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(isDisposed, client);
}
