namespace Spectacles.Gateway.Events;

/// <summary>Listens to events and waits for them by their names on the wire. The events are received as bytes, without a model.</summary>
public static class NamedEvents
{
    /// <summary>Listens to one event.</summary>
    /// <param name="source">A cluster, or a shard.</param>
    /// <param name="eventName">
    /// The name on the wire, such as <see cref="GatewayEvents.MessageCreate"/>. Unknown names are allowed, because Discord adds events.
    /// </param>
    /// <param name="listener">Called with each event.</param>
    /// <param name="intents">
    /// Intents in addition to those that deliver the event. Naming some of the delivering intents restricts the listener to these. For an
    /// unknown event, name the intents that deliver it.
    /// </param>
    /// <returns>A registration that removes the listener when it is disposed. It can be disposed inside the listener.</returns>
    /// <exception cref="InvalidOperationException">The sessions have started without an intent that the event needs.</exception>
    public static IDisposable On(
        this DispatchSource source,
        string eventName,
        Action<ReadOnlySpan<byte>, Shard> listener,
        GatewayIntents intents = GatewayIntents.None)
    {
        ArgumentNullException.ThrowIfNull(listener);
        return On(
            source,
            eventName,
            (dispatch, shard, _) =>
            {
                listener(dispatch.Data, shard);
                return default;
            },
            intents);
    }

    /// <inheritdoc cref="On(DispatchSource, string, Action{ReadOnlySpan{byte}, Shard}, GatewayIntents)"/>
    public static IDisposable On(
        this DispatchSource source,
        string eventName,
        Func<Dispatch, Shard, CancellationToken, ValueTask> listener,
        GatewayIntents intents = GatewayIntents.None)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        ArgumentNullException.ThrowIfNull(listener);
        return source.Listen(eventName, new ListenerIntents(GatewayEvents.DeliveredBy(eventName), intents), listener);
    }

    /// <summary>
    /// Waits for the next event with a name. No event that arrives after this call is missed, even before its task is awaited.
    /// </summary>
    /// <param name="source">A cluster, or a shard.</param>
    /// <param name="eventName">The name on the wire.</param>
    /// <param name="cancellationToken">Cancels the wait. Without it, the wait can last until the bot stops.</param>
    /// <returns>A copy of the payload: the JSON value of <c>d</c> in UTF-8.</returns>
    /// <exception cref="InvalidOperationException">
    /// The sessions have started without an intent that the event needs, so the event would never arrive.
    /// </exception>
    /// <exception cref="GatewayException">The shard or the cluster stops, or was closed permanently.</exception>
    public static Task<byte[]> NextAsync(this DispatchSource source, string eventName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var intents = new ListenerIntents(GatewayEvents.DeliveredBy(eventName), GatewayIntents.None);
        return source.WaitForAsync(eventName, intents, static dispatch => dispatch.Data.ToArray(), null, cancellationToken);
    }

    /// <inheritdoc cref="NextAsync(DispatchSource, string, CancellationToken)"/>
    /// <param name="source">A cluster, or a shard.</param>
    /// <param name="eventName">The name on the wire.</param>
    /// <param name="timeout">The longest wait, measured by the clock of the options.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="TimeoutException">No such event has arrived when the time is over.</exception>
    public static Task<byte[]> NextAsync(
        this DispatchSource source, string eventName, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return TimedWait.RunAsync(
            token => source.NextAsync(eventName, token), $"No {eventName} has arrived", timeout, source.Time, cancellationToken);
    }
}
