using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway;

/// <summary>One listener, until it is removed. Its calls are like a handler's.</summary>
/// <param name="eventName">The event's name on the wire; null for every event.</param>
/// <param name="role">The kind of listener, as shown in errors.</param>
/// <param name="intents">The intents that it needs.</param>
/// <param name="call">The listener's code.</param>
/// <param name="ended">Called when no more events will arrive.</param>
internal sealed class ListenerRegistration(
    string? eventName,
    string role,
    ListenerIntents intents,
    Func<Dispatch,
    Shard,
    CancellationToken,
    ValueTask> call,
    Action<GatewayException>? ended = null) : IGatewayHandler, IDisposable
{
    /// <summary>
    /// The listener's code. Null after the removal, so that outdated lists of calls do not keep the user's objects alive.
    /// </summary>
    private volatile Func<Dispatch, Shard, CancellationToken, ValueTask>? call = call;
    private HandlerCall? named;

    public string? EventName => eventName;

    /// <summary>Creates a listener and adds it.</summary>
    /// <param name="add">Adds it to its set, or refuses it.</param>
    /// <param name="eventName">The event's name on the wire; null for every event.</param>
    /// <param name="intents">The intents that it needs.</param>
    /// <param name="call">The listener's code.</param>
    /// <param name="ended">Called when no more events will arrive.</param>
    public static ListenerRegistration Add(
        Action<ListenerRegistration> add,
        string? eventName,
        ListenerIntents intents,
        Func<Dispatch, Shard, CancellationToken, ValueTask> call,
        Action<GatewayException>? ended)
    {
        var listener = new ListenerRegistration(eventName, "listener of", intents, call, ended);
        add(listener);
        return listener;
    }

    public ListenerIntents Intents => intents;

    /// <summary>Whether it is a wait, which ends when no more events will arrive.</summary>
    public bool IsWait => ended is not null;

    /// <summary>The set that contains it; null before it is added.</summary>
    public ListenerSet? Home { get; set; }

    /// <summary>Its node in a list of that set.</summary>
    public LinkedListNode<ListenerRegistration> Place => field ??= new(this);

    /// <summary>The number of listeners that were added to the set before it.</summary>
    public long Order { get; set; }

    public string Name { get; } = $"{role} {eventName ?? "any event"}";

    public IReadOnlyList<HandlerMethod> Methods => [MethodFor(eventName ?? "any event")];

    /// <summary>
    /// Returns its call for an event with this name. The name may come from the wire and appears in errors. The set calls this method under
    /// its lock.
    /// </summary>
    public HandlerCall CallFor(string name) =>
        eventName is null ? new(this, 0, MethodFor(PeerText.Escape(name))) : named ??= new(this, 0, MethodFor(PeerText.Escape(name)));

    public ValueTask InvokeAsync(int method, in Dispatch dispatch, Shard shard, CancellationToken cancellationToken) =>
        call is { } present ? present(dispatch, shard, cancellationToken) : default;

    /// <summary>Removes the listener. No further call begins, except one that is beginning on another thread at this moment.</summary>
    public void Dispose()
    {
        call = null;
        Home?.Remove(this);
    }

    /// <summary>Ends the wait, because no more events will arrive.</summary>
    public void End(GatewayException reason) => ended?.Invoke(reason);

    private HandlerMethod MethodFor(string name) => new(name, Name, intents.Asked);
}
