using System.Runtime.CompilerServices;
using System.Text;
using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway;

/// <summary>
/// A source of events: a <see cref="Cluster"/>, an <see cref="EventDispatcher"/>, or one of their <see cref="Shard"/> objects. Listeners
/// can be added and removed at any time, on any thread.
/// </summary>
/// <remarks>
/// A listener's call is like a handler's. It runs after the handlers of the event, in order, and counts toward
/// <see cref="ClusterOptions.MaxInFlight"/>. It is reported when it throws or takes longer than
/// <see cref="ClusterOptions.HandlerTimeout"/>. A shard's listeners are called before the cluster's. They are removed with the shard:
/// <see cref="Cluster.ReshardAsync"/> and <see cref="Cluster.AddShardAsync"/> create other shards.
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

    /// <summary>
    /// Reports an error of code that extends the library, as the library reports its own: to the listeners of <see cref="Error"/> and the
    /// logger, or else as one line on standard error. A repeated error is written once a minute.
    /// </summary>
    /// <param name="error">The error. Its message must not contain a token.</param>
    public void Report(GatewayError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        Errors.Send(error);
    }

    /// <summary>Listens to every event.</summary>
    /// <param name="listener">Called with each event, known or unknown.</param>
    /// <param name="intents">The intents to request for the listener. By default, it requests none.</param>
    /// <returns>A registration that removes the listener when it is disposed. It can be disposed inside the listener.</returns>
    /// <exception cref="InvalidOperationException">The sessions have started without these intents.</exception>
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
    /// <param name="listener">Called with each event.</param>
    /// <param name="intents">
    /// Additional intents, such as <see cref="GatewayIntents.MessageContent"/>. The intents that deliver the event are included; naming
    /// some of them restricts the listener to these.
    /// </param>
    /// <returns>A registration that removes the listener when it is disposed. It can be disposed inside the listener.</returns>
    /// <exception cref="InvalidOperationException">
    /// The sessions have started without an intent that the event needs, or the model was generated for another version of the library.
    /// </exception>
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
    public IDisposable On<T>(
        Func<T, Shard, ValueTask> listener,
        GatewayIntents intents = GatewayIntents.None) where T : class, IGatewayEvent<T>
    {
        ArgumentNullException.ThrowIfNull(listener);
        return Listen<T>((dispatch, shard, _) => listener(dispatch.Model<T>(), shard), intents);
    }

    /// <inheritdoc cref="On{T}(Action{T, Shard}, GatewayIntents)"/>
    [OverloadResolutionPriority(1)]
    public IDisposable On<T>(
        Func<T, Shard, CancellationToken, ValueTask> listener,
        GatewayIntents intents = GatewayIntents.None) where T : class, IGatewayEvent<T>
    {
        ArgumentNullException.ThrowIfNull(listener);
        return Listen<T>((dispatch, shard, cancellationToken) => listener(dispatch.Model<T>(), shard, cancellationToken), intents);
    }

    /// <inheritdoc cref="On{T}(Action{T, Shard}, GatewayIntents)"/>
    public IDisposable On<T>(
        Func<T, Shard, CancellationToken, Task> listener,
        GatewayIntents intents = GatewayIntents.None) where T : class, IGatewayEvent<T>
    {
        ArgumentNullException.ThrowIfNull(listener);
        return Listen<T>(
            (dispatch, shard, cancellationToken) => new ValueTask(listener(dispatch.Model<T>(), shard, cancellationToken)), intents);
    }

    /// <summary>
    /// Waits for the next event of a type. No event that arrives after this call is missed, even before its task is awaited.
    /// </summary>
    /// <typeparam name="T">The event's model.</typeparam>
    /// <param name="predicate">
    /// Returns whether an event matches; null for any event. It runs on the read loop and must return quickly. An exception ends this wait.
    /// </param>
    /// <param name="cancellationToken">Cancels the wait. Without it and without a time-out, the wait can last until the bot stops.</param>
    /// <exception cref="InvalidOperationException">
    /// The sessions have started without an intent that the event needs, so the event would never arrive; or the model was generated for
    /// another version of the library.
    /// </exception>
    /// <exception cref="GatewayStoppedException">The shard or the cluster stops, or was closed permanently.</exception>
    public Task<T> NextAsync<T>(
        Func<T, bool>? predicate = null,
        CancellationToken cancellationToken = default) where T : class, IGatewayEvent<T> =>
        WaitForAsync(NameOf<T>(), IntentsOf<T>(GatewayIntents.None), static dispatch => dispatch.Model<T>(), predicate, cancellationToken);

    /// <inheritdoc cref="NextAsync{T}(Func{T, bool}, CancellationToken)"/>
    /// <param name="timeout">The longest wait, measured by the clock of the options.</param>
    /// <param name="predicate">Returns whether an event matches; null for any event.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="TimeoutException">No such event has arrived when the time is over.</exception>
    public Task<T> NextAsync<T>(
        TimeSpan timeout,
        Func<T, bool>? predicate = null,
        CancellationToken cancellationToken = default) where T : class, IGatewayEvent<T> =>
        TimedWait.RunAsync(
            token => NextAsync(predicate, token), $"No matching {NameOf<T>()} has arrived", timeout, Time, cancellationToken);

    /// <summary>Adds a listener, if the sessions have requested the intents that it needs, or have not started.</summary>
    /// <param name="eventName">The event's name on the wire; null for every event.</param>
    /// <param name="intents">The intents that it needs.</param>
    /// <param name="call">Called with each event.</param>
    /// <param name="ended">Called when no more events will arrive; null for a listener that is not a wait.</param>
    internal abstract IDisposable Listen(
        string? eventName,
        ListenerIntents intents,
        Func<Dispatch, Shard, CancellationToken, ValueTask> call,
        Action<GatewayException>? ended = null);

    /// <summary>Waits for one event. It listens at the latest from the return of this method.</summary>
    /// <typeparam name="T">The type of the result that is read from the event.</typeparam>
    internal abstract Task<T> WaitForAsync<T>(
        string eventName, ListenerIntents intents, Func<Dispatch, T> read, Func<T, bool>? predicate, CancellationToken cancellationToken);

    internal IDisposable Listen<T>(
        Func<Dispatch, Shard, CancellationToken, ValueTask> call,
        GatewayIntents intents,
        Action<GatewayException>? ended = null) where T : class, IGatewayEvent<T> =>
        Listen(NameOf<T>(), IntentsOf<T>(intents), call, ended);

    private static string NameOf<T>() where T : class, IGatewayEvent<T>
    {
        EmittedContract.ThrowIfUnknown(T.Contract, typeof(T));
        return Encoding.UTF8.GetString(T.EventName);
    }

    private static ListenerIntents IntentsOf<T>(GatewayIntents named) where T : class, IGatewayEvent<T> => new(T.EventIntents, named);
}
