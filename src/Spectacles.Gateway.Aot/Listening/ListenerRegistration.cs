using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway;

/// <summary>One listener, until it is removed. Its calls are like a handler's.</summary>
/// <param name="eventName">The event's name on the wire; null for every event.</param>
/// <param name="role">What it is, as errors name it.</param>
/// <param name="intents">What it needs of a session.</param>
/// <param name="call">What it does.</param>
/// <param name="ended">Called when no event will come any more.</param>
internal sealed class ListenerRegistration(string? eventName, string role, ListenerIntents intents, Func<Dispatch, Shard, CancellationToken, ValueTask> call, Action<GatewayException>? ended = null) : IGatewayHandler, IDisposable
{
    /// <summary>What it does; null after its removal, so that lists of calls that have not been made again do not keep the user's objects alive.</summary>
    private volatile Func<Dispatch, Shard, CancellationToken, ValueTask>? call = call;
    private HandlerCall? named;

    public string? EventName => eventName;

    public ListenerIntents Intents => intents;

    /// <summary>Whether it is somebody's wait, which ends with the events.</summary>
    public bool IsWait => ended is not null;

    /// <summary>Who holds it; null before it is added.</summary>
    public ListenerSet? Home { get; set; }

    /// <summary>Its place in a list of the set that holds it.</summary>
    public LinkedListNode<ListenerRegistration> Place => field ??= new(this);

    /// <summary>How many were added to the set before it.</summary>
    public long Order { get; set; }

    public string Name { get; } = $"{role} {eventName ?? "any event"}";

    public IReadOnlyList<HandlerMethod> Methods => [MethodFor(eventName ?? "any event")];

    /// <summary>The call of it by an event of this name, which may have come from the wire: errors print it. The set that holds it calls this under its lock.</summary>
    public HandlerCall CallFor(string name) => eventName is null ? new(this, 0, MethodFor(PeerText.Escape(name))) : named ??= new(this, 0, MethodFor(PeerText.Escape(name)));

    public ValueTask InvokeAsync(int method, in Dispatch dispatch, Shard shard, CancellationToken cancellationToken) =>
        call is { } present ? present(dispatch, shard, cancellationToken) : default;

    /// <summary>No call begins from now on, except one that begins on another thread at this moment.</summary>
    public void Dispose()
    {
        call = null;
        Home?.Remove(this);
    }

    /// <summary>No event will come any more.</summary>
    public void End(GatewayException reason) => ended?.Invoke(reason);

    private HandlerMethod MethodFor(string name) => new(name, Name, intents.Asked);
}
