using System.Runtime.CompilerServices;

namespace Spectacles.Gateway;

/// <summary>Who wants to know what a shard lives through: its own listeners first, then those of its cluster. Without any, telling costs two comparisons.</summary>
/// <param name="errors">Where it is said that a listener threw.</param>
/// <param name="ofCluster">The listeners of the cluster; null for those themselves.</param>
internal sealed class ShardEvents(ErrorReport errors, ShardEvents? ofCluster = null)
{
    private string? telling;

    public event Action<Shard>? Connecting;

    public event Action<Shard>? Opened;

    public event Action<Shard>? Ready;

    public event Action<Shard>? Resumed;

    public event Action<ShardClose, Shard>? Disconnecting;

    public event Action<ShardClose, Shard>? Closed;

    public event Action<ShardTransition, Shard>? StateChanged;

    public event Action<GatewayException, Shard>? Exited;

    public event PayloadListener? Sending;

    public event PayloadListener? Received;

    /// <summary>The event of which a listener runs now, as far as one thread tells at a time; null when none does.</summary>
    public string? Telling => Volatile.Read(ref telling) is { } name ? NameOf(name) : null;

    /// <summary>Whether somebody looks at what is sent.</summary>
    public bool HasSending => Sending is not null || ofCluster?.Sending is not null;

    /// <summary>Whether somebody looks at what is received.</summary>
    public bool HasReceived => Received is not null || ofCluster?.Received is not null;

    public void TellConnecting(Shard shard)
    {
        Tell(Connecting, shard);
        Tell(ofCluster?.Connecting, shard);
    }

    public void TellOpened(Shard shard)
    {
        Tell(Opened, shard);
        Tell(ofCluster?.Opened, shard);
    }

    public void TellReady(bool resumed, Shard shard)
    {
        if (resumed)
        {
            Tell(Resumed, shard);
            Tell(ofCluster?.Resumed, shard);
        }
        else
        {
            Tell(Ready, shard);
            Tell(ofCluster?.Ready, shard);
        }
    }

    public void TellDisconnecting(ShardClose close, Shard shard)
    {
        Tell(Disconnecting, close, shard);
        Tell(ofCluster?.Disconnecting, close, shard);
    }

    public void TellClosed(ShardClose close, Shard shard)
    {
        Tell(Closed, close, shard);
        Tell(ofCluster?.Closed, close, shard);
    }

    public void TellStateChanged(ShardTransition transition, Shard shard)
    {
        Tell(StateChanged, transition, shard);
        Tell(ofCluster?.StateChanged, transition, shard);
    }

    public void TellExited(GatewayException failure, Shard shard)
    {
        Tell(Exited, failure, shard);
        Tell(ofCluster?.Exited, failure, shard);
    }

    public void TellSending(ReadOnlySpan<byte> payload, Shard shard)
    {
        Tell(Sending, payload, shard);
        Tell(ofCluster?.Sending, payload, shard);
    }

    public void TellReceived(ReadOnlySpan<byte> payload, Shard shard)
    {
        Tell(Received, payload, shard);
        Tell(ofCluster?.Received, payload, shard);
    }

    private void Tell(Action<Shard>? listeners, Shard shard, [CallerArgumentExpression(nameof(listeners))] string name = "")
    {
        foreach (var listener in Delegate.EnumerateInvocationList(listeners))
        {
            Volatile.Write(ref telling, name);
            try
            {
                listener(shard);
            }
#pragma warning disable CA1031 // Whatever a listener throws is reported and ends nothing.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Report(e, shard, name);
            }

            Interlocked.CompareExchange(ref telling, null, name);
        }
    }

    private void Tell(PayloadListener? listeners, ReadOnlySpan<byte> payload, Shard shard, [CallerArgumentExpression(nameof(listeners))] string name = "")
    {
        foreach (var listener in Delegate.EnumerateInvocationList(listeners))
        {
            Volatile.Write(ref telling, name);
            try
            {
                listener(payload, shard);
            }
#pragma warning disable CA1031 // Whatever a listener throws is reported and ends nothing.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Report(e, shard, name);
            }

            Interlocked.CompareExchange(ref telling, null, name);
        }
    }

    private void Tell<T>(Action<T, Shard>? listeners, T what, Shard shard, [CallerArgumentExpression(nameof(listeners))] string name = "")
    {
        foreach (var listener in Delegate.EnumerateInvocationList(listeners))
        {
            Volatile.Write(ref telling, name);
            try
            {
                listener(what, shard);
            }
#pragma warning disable CA1031 // Whatever a listener throws is reported and ends nothing.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Report(e, shard, name);
            }

            Interlocked.CompareExchange(ref telling, null, name);
        }
    }

    /// <param name="expression">How the event was written here.</param>
    private static string NameOf(string expression) => expression[(expression.LastIndexOf('.') + 1)..];

    private void Report(Exception e, Shard shard, string name) =>
        errors.Send(new GatewayError(GatewayErrorKind.Listener, $"a listener of {NameOf(name)} threw {e.GetType().Name}: {PeerText.Escape(e.Message, PeerText.Long)}", shard.Id) { Exception = e });
}
