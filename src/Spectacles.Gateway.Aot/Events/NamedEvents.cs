namespace Spectacles.Gateway.Events;

/// <summary>Listens to events by their names on the wire, and waits for them: the bytes, without a model.</summary>
public static class NamedEvents
{
    /// <summary>Listens to one event.</summary>
    /// <param name="source">A cluster, or a shard.</param>
    /// <param name="eventName">The name on the wire, such as <see cref="GatewayEvents.MessageCreate"/>. One that is not known is allowed: Discord adds events.</param>
    /// <param name="listener">Called with each.</param>
    /// <param name="intents">Intents besides those that deliver the event; named ones among these narrow them down. Those of an unknown event must be named.</param>
    /// <returns>Removes the listener when it is disposed, also inside the listener.</returns>
    /// <exception cref="InvalidOperationException">The sessions have started, and have not asked for an intent that the event needs.</exception>
    public static IDisposable On(this DispatchSource source, string eventName, Action<ReadOnlySpan<byte>, Shard> listener, GatewayIntents intents = GatewayIntents.None)
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
    public static IDisposable On(this DispatchSource source, string eventName, Func<Dispatch, Shard, CancellationToken, ValueTask> listener, GatewayIntents intents = GatewayIntents.None)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        ArgumentNullException.ThrowIfNull(listener);
        return source.Listen(eventName, new ListenerIntents(GatewayEvents.DeliveredBy(eventName), intents), listener);
    }

    /// <summary>Waits for the next event of a name. No event is missed that comes after this call, even before its task is awaited.</summary>
    /// <param name="source">A cluster, or a shard.</param>
    /// <param name="eventName">The name on the wire.</param>
    /// <param name="cancellationToken">Ends the wait. Without it the wait may last as long as the bot.</param>
    /// <returns>A copy of the payload: the JSON value of <c>d</c> in UTF-8.</returns>
    /// <exception cref="InvalidOperationException">The sessions have started, and have not asked for an intent that the event needs: it would never come.</exception>
    /// <exception cref="GatewayException">The shard or the cluster stops, or was closed for good.</exception>
    public static Task<byte[]> NextAsync(this DispatchSource source, string eventName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var intents = new ListenerIntents(GatewayEvents.DeliveredBy(eventName), GatewayIntents.None);
        return source.WaitForAsync(eventName, intents, static dispatch => dispatch.Data.ToArray(), null, cancellationToken);
    }
}
