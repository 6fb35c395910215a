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
    private protected DispatchSource()
    {
    }

    internal abstract ListenerSet Listeners { get; }

    internal abstract TimeProvider Time { get; }

    /// <summary>Listens to every event.</summary>
    /// <param name="listener">Called with each, known or not.</param>
    /// <param name="intents">The intents to ask for on its behalf; it asks for none of itself.</param>
    /// <returns>Removes the listener when it is disposed, also inside the listener.</returns>
    /// <exception cref="InvalidOperationException">The sessions have started, and have not asked for these intents.</exception>
    public IDisposable OnAny(DispatchListener listener, GatewayIntents intents = GatewayIntents.None)
    {
        ArgumentNullException.ThrowIfNull(listener);
        return OnAny(
            (in dispatch, shard, _) =>
            {
                listener(dispatch, shard);
                return default;
            },
            intents);
    }

    /// <inheritdoc cref="OnAny(DispatchListener, GatewayIntents)"/>
    public IDisposable OnAny(AsyncDispatchListener listener, GatewayIntents intents = GatewayIntents.None)
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
            (in dispatch, shard, _) =>
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
        return Listen<T>((in dispatch, shard, _) => new ValueTask(listener(dispatch.Model<T>(), shard)), intents);
    }

    /// <inheritdoc cref="On{T}(Action{T, Shard}, GatewayIntents)"/>
    [OverloadResolutionPriority(1)]
    public IDisposable On<T>(Func<T, Shard, ValueTask> listener, GatewayIntents intents = GatewayIntents.None) where T : class, IGatewayEvent<T>
    {
        ArgumentNullException.ThrowIfNull(listener);
        return Listen<T>((in dispatch, shard, _) => listener(dispatch.Model<T>(), shard), intents);
    }

    /// <inheritdoc cref="On{T}(Action{T, Shard}, GatewayIntents)"/>
    public IDisposable On<T>(Func<T, Shard, CancellationToken, ValueTask> listener, GatewayIntents intents = GatewayIntents.None) where T : class, IGatewayEvent<T>
    {
        ArgumentNullException.ThrowIfNull(listener);
        return Listen<T>((in dispatch, shard, cancellationToken) => listener(dispatch.Model<T>(), shard, cancellationToken), intents);
    }

    /// <summary>Waits for the next event of a kind. No event is missed that comes after this call, even before its task is awaited.</summary>
    /// <typeparam name="T">The event's model.</typeparam>
    /// <param name="predicate">Whether it is the one; null for any. It runs on the read loop: be quick. What it throws ends this wait.</param>
    /// <param name="cancellationToken">Ends the wait. Without it the wait may last as long as the bot.</param>
    /// <exception cref="InvalidOperationException">The sessions have started, and have not asked for an intent that the event needs: it would never come.</exception>
    /// <exception cref="GatewayException">The shard or the cluster stops, or was closed for good.</exception>
    public Task<T> NextAsync<T>(Func<T, bool>? predicate = null, CancellationToken cancellationToken = default) where T : class, IGatewayEvent<T> =>
        EventWait<T>.BeginAsync(this, NameOf<T>(), IntentsOf<T>(GatewayIntents.None), static (in dispatch) => dispatch.Model<T>(), predicate, cancellationToken);

    /// <summary>Adds a listener, if the sessions have asked for what it needs or are still to ask.</summary>
    internal abstract void Add(Listener listener);

    internal IDisposable Listen(string? eventName, ListenerIntents intents, AsyncDispatchListener call, Action<GatewayException>? ended = null)
    {
        var listener = new Listener(eventName, "listener of", intents, call, ended);
        Add(listener);
        return listener;
    }

    internal IDisposable Listen<T>(AsyncDispatchListener call, GatewayIntents intents, Action<GatewayException>? ended = null) where T : class, IGatewayEvent<T> =>
        Listen(NameOf<T>(), IntentsOf<T>(intents), call, ended);

    private static string NameOf<T>() where T : class, IGatewayEvent<T> => Encoding.UTF8.GetString(T.EventName);

    private static ListenerIntents IntentsOf<T>(GatewayIntents named) where T : class, IGatewayEvent<T> => new(T.EventIntents, named);
}
