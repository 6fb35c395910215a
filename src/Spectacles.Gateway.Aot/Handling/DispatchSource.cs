using System.Runtime.CompilerServices;
using System.Text;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway;

/// <summary>Where events are received: a <see cref="Cluster"/>, or one <see cref="Shard"/> of it. Listeners come and go at any time, on any thread.</summary>
/// <remarks>
/// A listener's call is one like a handler's: it comes after the handlers of the event, in order, counts in <see cref="ClusterOptions.MaxInFlight"/>, and is reported when it throws
/// or takes longer than <see cref="ClusterOptions.HandlerTimeout"/>. A shard's listeners are called before the cluster's. They end with the shard: <see cref="Cluster.ReshardAsync"/> makes others.
/// </remarks>
public abstract partial class DispatchSource
{
    /// <param name="errors">Where errors are reported.</param>
    /// <param name="ofCluster">The lifecycle events of the cluster; null for the cluster itself.</param>
    private protected DispatchSource(ErrorReport errors, ShardEvents? ofCluster)
    {
        Errors = errors;
        Events = new ShardEvents(this as Shard, errors, ofCluster);
    }

    internal ShardEvents Events { get; }

    private protected ErrorReport Errors { get; }

    internal abstract TimeProvider Time { get; }

    /// <summary>Listens to every event.</summary>
    /// <param name="listener">Called with each, known or not.</param>
    /// <param name="intents">The intents to ask for on its behalf; it asks for none of itself.</param>
    /// <returns>Removes the listener when it is disposed, also inside the listener.</returns>
    /// <exception cref="InvalidOperationException">The sessions have started, and have not asked for these intents.</exception>
    public IDisposable OnAny(Action<Dispatch, Shard> listener, GatewayIntents intents = GatewayIntents.None)
    {
        ArgumentNullException.ThrowIfNull(listener);
        return OnAny(
            (dispatch, shard, _) =>
            {
                listener(dispatch, shard);
                return default;
            },
            intents);
    }

    /// <inheritdoc cref="OnAny(Action{Dispatch, Shard}, GatewayIntents)"/>
    public IDisposable OnAny(Func<Dispatch, Shard, CancellationToken, ValueTask> listener, GatewayIntents intents = GatewayIntents.None)
    {
        ArgumentNullException.ThrowIfNull(listener);
        return Listen(null, new ListenerIntents(GatewayIntents.None, intents), listener);
    }

    /// <summary>Listens to one event.</summary>
    /// <typeparam name="T">The event's model.</typeparam>
    /// <param name="listener">Called with each.</param>
    /// <param name="intents">
    /// Intents besides, such as <see cref="GatewayIntents.MessageContent"/>; those that deliver the event are known, and named ones among them narrow them down.
    /// </param>
    /// <returns>Removes the listener when it is disposed, also inside the listener.</returns>
    /// <exception cref="InvalidOperationException">The sessions have started, and have not asked for an intent that the event needs.</exception>
    public IDisposable On<T>(Action<T, Shard> listener, GatewayIntents intents = GatewayIntents.None) where T : class, IGatewayEvent<T>
    {
        ArgumentNullException.ThrowIfNull(listener);
        return Listen<T>(
            (dispatch, shard, _) =>
            {
                listener(dispatch.Model<T>(), shard);
                return default;
            },
            intents);
    }

    /// <inheritdoc cref="On{T}(Action{T, Shard}, GatewayIntents)"/>
    public IDisposable On<T>(Func<T, Shard, Task> listener, GatewayIntents intents = GatewayIntents.None) where T : class, IGatewayEvent<T>
    {
        ArgumentNullException.ThrowIfNull(listener);
        return Listen<T>((dispatch, shard, _) => new ValueTask(listener(dispatch.Model<T>(), shard)), intents);
    }

    /// <inheritdoc cref="On{T}(Action{T, Shard}, GatewayIntents)"/>
    [OverloadResolutionPriority(1)]
    public IDisposable On<T>(Func<T, Shard, ValueTask> listener, GatewayIntents intents = GatewayIntents.None) where T : class, IGatewayEvent<T>
    {
        ArgumentNullException.ThrowIfNull(listener);
        return Listen<T>((dispatch, shard, _) => listener(dispatch.Model<T>(), shard), intents);
    }

    /// <inheritdoc cref="On{T}(Action{T, Shard}, GatewayIntents)"/>
    public IDisposable On<T>(Func<T, Shard, CancellationToken, ValueTask> listener, GatewayIntents intents = GatewayIntents.None) where T : class, IGatewayEvent<T>
    {
        ArgumentNullException.ThrowIfNull(listener);
        return Listen<T>((dispatch, shard, cancellationToken) => listener(dispatch.Model<T>(), shard, cancellationToken), intents);
    }

    /// <summary>Waits for the next event of a kind. No event is missed that comes after this call, even before its task is awaited.</summary>
    /// <typeparam name="T">The event's model.</typeparam>
    /// <param name="predicate">Whether it is the one; null for any. It runs on the read loop: be quick. What it throws ends this wait.</param>
    /// <param name="cancellationToken">Ends the wait. Without it the wait may last as long as the bot.</param>
    /// <exception cref="InvalidOperationException">The sessions have started, and have not asked for an intent that the event needs: it would never come.</exception>
    /// <exception cref="GatewayException">The shard or the cluster stops, or was closed for good.</exception>
    public Task<T> NextAsync<T>(Func<T, bool>? predicate = null, CancellationToken cancellationToken = default) where T : class, IGatewayEvent<T> =>
        WaitForAsync(NameOf<T>(), IntentsOf<T>(GatewayIntents.None), static dispatch => dispatch.Model<T>(), predicate, cancellationToken);

    /// <summary>Adds a listener, if the sessions have asked for what it needs or are still to ask.</summary>
    /// <param name="eventName">The event's name on the wire; null for every event.</param>
    /// <param name="intents">What it needs of a session.</param>
    /// <param name="call">Called with each event.</param>
    /// <param name="ended">Called when no event will come any more; null for a listener that nothing waits for.</param>
    internal abstract IDisposable Listen(
        string? eventName, ListenerIntents intents, Func<Dispatch, Shard, CancellationToken, ValueTask> call, Action<GatewayException>? ended = null);

    /// <summary>Waits for one event. It listens from the return of this method on, at the latest.</summary>
    /// <typeparam name="T">What is taken of the event.</typeparam>
    internal abstract Task<T> WaitForAsync<T>(
        string eventName, ListenerIntents intents, Func<Dispatch, T> read, Func<T, bool>? predicate, CancellationToken cancellationToken);

    internal IDisposable Listen<T>(
        Func<Dispatch, Shard, CancellationToken, ValueTask> call, GatewayIntents intents, Action<GatewayException>? ended = null) where T : class, IGatewayEvent<T> =>
        Listen(NameOf<T>(), IntentsOf<T>(intents), call, ended);

    private static string NameOf<T>() where T : class, IGatewayEvent<T> => Encoding.UTF8.GetString(T.EventName);

    private static ListenerIntents IntentsOf<T>(GatewayIntents named) where T : class, IGatewayEvent<T> => new(T.EventIntents, named);
}
