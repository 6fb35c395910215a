namespace Spectacles.Gateway;

/// <summary>
/// The listeners of lifecycle events: those of a shard are called first, then those of its cluster. An event without listeners costs two
/// comparisons.
/// </summary>
/// <param name="shard">The shard that listeners receive; null for the events of a cluster.</param>
/// <param name="errors">Where exceptions of listeners are reported.</param>
/// <param name="ofCluster">The listeners of the cluster; null for the cluster's own instance.</param>
internal sealed class ShardEvents(Shard? shard, ErrorReport errors, ShardEvents? ofCluster)
{
    private string? telling;

    public event Action<Shard>? Connecting;

    public event Action<Shard>? Opened;

    public event Action<Shard>? Ready;

    public event Action<Shard>? Resumed;

    public event Action<Shard, ShardClose>? Disconnecting;

    public event Action<Shard, ShardClose>? Closed;

    public event Action<Shard, ShardTransition>? StateChanged;

    public event Action<Shard, GatewayException>? Failed;

    public event Action<Shard, ReadOnlySpan<byte>>? Sending;

    public event Action<Shard, ReadOnlySpan<byte>>? Received;

    /// <summary>The event whose listener is running, if one thread raises events at a time; null if none is running.</summary>
    public string? Telling => Volatile.Read(ref telling);

    /// <summary>Whether sent messages have a listener.</summary>
    public bool HasSending => Sending is not null || ofCluster?.Sending is not null;

    /// <summary>Whether received messages have a listener.</summary>
    public bool HasReceived => Received is not null || ofCluster?.Received is not null;

    public void TellConnecting() => Tell(nameof(Connecting), Connecting, ofCluster?.Connecting);

    public void TellOpened() => Tell(nameof(Opened), Opened, ofCluster?.Opened);

    public void TellReady() => Tell(nameof(Ready), Ready, ofCluster?.Ready);

    public void TellResumed() => Tell(nameof(Resumed), Resumed, ofCluster?.Resumed);

    public void TellDisconnecting(ShardClose close) => Tell(nameof(Disconnecting), Disconnecting, ofCluster?.Disconnecting, close);

    public void TellClosed(ShardClose close) => Tell(nameof(Closed), Closed, ofCluster?.Closed, close);

    public void TellStateChanged(ShardTransition transition) =>
        Tell(nameof(StateChanged), StateChanged, ofCluster?.StateChanged, transition);

    public void TellFailed(GatewayException failure) => Tell(nameof(Failed), Failed, ofCluster?.Failed, failure);

    public void TellSending(ReadOnlySpan<byte> payload) => Tell(nameof(Sending), Sending, ofCluster?.Sending, payload);

    public void TellReceived(ReadOnlySpan<byte> payload) => Tell(nameof(Received), Received, ofCluster?.Received, payload);

    private void Tell(string name, Action<Shard>? own, Action<Shard>? shared)
    {
        Call(name, own);
        Call(name, shared);
    }

    private void Tell<T>(string name, Action<Shard, T>? own, Action<Shard, T>? shared, T what) where T : allows ref struct
    {
        Call(name, own, what);
        Call(name, shared, what);
    }

    private void Call(string name, Action<Shard>? listeners)
    {
        foreach (var listener in Delegate.EnumerateInvocationList(listeners))
        {
            Volatile.Write(ref telling, name);
            try
            {
                listener(shard!);
            }
#pragma warning disable CA1031 // Any exception of a listener is reported; the shard continues.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Report(e, name);
            }

            Interlocked.CompareExchange(ref telling, null, name);
        }
    }

    private void Call<T>(string name, Action<Shard, T>? listeners, T what) where T : allows ref struct
    {
        foreach (var listener in Delegate.EnumerateInvocationList(listeners))
        {
            Volatile.Write(ref telling, name);
            try
            {
                listener(shard!, what);
            }
#pragma warning disable CA1031 // Any exception of a listener is reported; the shard continues.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Report(e, name);
            }

            Interlocked.CompareExchange(ref telling, null, name);
        }
    }

    private void Report(Exception e, string name) =>
        errors.Send(
            new GatewayError(
                GatewayErrorKind.Listener,
                $"a listener of {name} threw {e.GetType().Name}: {PeerText.Escape(e.Message, PeerText.Long)}",
                errors.ShardId)
            { Exception = e });
}
