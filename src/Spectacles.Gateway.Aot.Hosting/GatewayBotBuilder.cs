using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Spectacles.Gateway.Hosting;

/// <summary>Adds handlers and services to a bot that runs in a host.</summary>
public sealed class GatewayBotBuilder
{
    private readonly BotParts parts;

    internal GatewayBotBuilder(IServiceCollection services, BotParts parts)
    {
        Services = services;
        this.parts = parts;
    }

    /// <summary>The services of the host.</summary>
    public IServiceCollection Services { get; }

    /// <summary>The name of the bot; null for the bot without a name.</summary>
    public string? Name => parts.Name;

    /// <summary>
    /// Adds a handler. One instance handles all events of all shards, in parallel; an event costs no allocation. The instance is a
    /// singleton of the service provider.
    /// </summary>
    /// <typeparam name="T">A partial class with <see cref="GatewayEventAttribute"/>.</typeparam>
    /// <returns>This builder.</returns>
    /// <exception cref="InvalidOperationException">The handler is added already.</exception>
    public GatewayBotBuilder AddHandler<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, IGatewayHandler
    {
        Services.TryAddKeyedSingleton<T>(Name);
        return AddHandler(typeof(T), Get<T>);
    }

    /// <summary>Adds a handler that a factory creates. See <see cref="AddHandler{T}()"/>.</summary>
    /// <typeparam name="T">A partial class with <see cref="GatewayEventAttribute"/>.</typeparam>
    /// <param name="factory">Creates the instance, once.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="InvalidOperationException">The handler is added already.</exception>
    public GatewayBotBuilder AddHandler<T>(Func<IServiceProvider, T> factory)
        where T : class, IGatewayHandler
    {
        ArgumentNullException.ThrowIfNull(factory);
        Services.TryAddKeyedSingleton(Name, (services, _) => factory(services));
        return AddHandler(typeof(T), Get<T>);
    }

    /// <summary>
    /// Adds a handler that can use scoped services, such as a database context: each event is handled by a new instance in a new scope,
    /// which is disposed when the call has finished.
    /// </summary>
    /// <remarks>
    /// An event costs the allocations of a scope and of the instance with its scoped services; see docs/hosting.md for the price. One
    /// instance is created when the host starts, so that a missing service is found then.
    /// </remarks>
    /// <typeparam name="T">A partial class with <see cref="GatewayEventAttribute"/>.</typeparam>
    /// <returns>This builder.</returns>
    /// <exception cref="InvalidOperationException">The handler is added already.</exception>
    public GatewayBotBuilder AddScopedHandler<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, IGatewayHandler
    {
        Services.TryAddKeyedScoped<T>(Name);
        return AddHandler(typeof(T), services => ScopedHandler<T>.CreateAsync(services, Name));
    }

    /// <summary>Adds a handler that a factory creates in each scope. See <see cref="AddScopedHandler{T}()"/>.</summary>
    /// <typeparam name="T">A partial class with <see cref="GatewayEventAttribute"/>.</typeparam>
    /// <param name="factory">Creates the instance for an event.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="InvalidOperationException">The handler is added already.</exception>
    public GatewayBotBuilder AddScopedHandler<T>(Func<IServiceProvider, T> factory)
        where T : class, IGatewayHandler
    {
        ArgumentNullException.ThrowIfNull(factory);
        Services.TryAddKeyedScoped(Name, (services, _) => factory(services));
        return AddHandler(typeof(T), services => ScopedHandler<T>.CreateAsync(services, Name));
    }

    /// <summary>
    /// Adds a guild directory, before all other handlers. It is a singleton of the service provider, for the constructors of handlers. If
    /// <see cref="GatewayBotOptions.SessionDirectory"/> is set, it is saved with the sessions.
    /// </summary>
    /// <param name="details">What to keep of each guild, in addition to its name, owner and number of members.</param>
    /// <returns>This builder.</returns>
    /// <remarks>
    /// With <see cref="AddSessionStore"/>, wrap your store in a <see cref="GuildSessionStore"/> to save the directory. In a bot with a
    /// name, the directory is a keyed service, which the emitted method that adds handlers passes to them.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The directory is added already.</exception>
    public GatewayBotBuilder AddGuildDirectory(GuildDetails details = GuildDetails.None)
    {
        AddHandler(_ => new GuildDirectory(details));
        var (type, factory) = parts.Handlers.GetAt(parts.Handlers.Count - 1);
        parts.Handlers.RemoveAt(parts.Handlers.Count - 1);
        parts.Handlers.Insert(0, type, factory);
        parts.WithGuilds = (services, sessions) =>
            new GuildSessionStore(sessions, services.GetRequiredKeyedService<GuildDirectory>(Name));
        return this;
    }

    /// <summary>Sets the store for sessions.</summary>
    /// <param name="factory">Creates the store, once.</param>
    /// <returns>This builder.</returns>
    public GatewayBotBuilder AddSessionStore(Func<IServiceProvider, ISessionStore> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        parts.SessionStore = factory;
        return this;
    }

    /// <summary>Sets the queue for IDENTIFY.</summary>
    /// <param name="factory">Creates the queue, once.</param>
    /// <returns>This builder.</returns>
    public GatewayBotBuilder AddIdentifyQueue(Func<IServiceProvider, IIdentifyQueue> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        parts.IdentifyQueue = factory;
        return this;
    }

    /// <summary>Sets options of the cluster that are not simple values, such as the proxy or the compression.</summary>
    /// <param name="configure">
    /// Returns the options to use. Its argument has the values of <see cref="GatewayBotOptions"/>:
    /// <c>(_, options) => options with { TransportCompression = TransportCompression.None }</c>.
    /// </param>
    /// <returns>This builder.</returns>
    public GatewayBotBuilder ConfigureCluster(Func<IServiceProvider, ClusterOptions, ClusterOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        parts.ConfigureCluster.Add(configure);
        return this;
    }

    /// <summary>Returns the cluster of the bot: the singleton service, with the name of the bot as its key.</summary>
    /// <param name="services">The service provider of the host.</param>
    public Cluster GetCluster(IServiceProvider services) => services.GetRequiredKeyedService<Cluster>(Name);

    /// <summary>Returns the options of the bot, from the configuration and from code, for parts of the bot that share them.</summary>
    /// <param name="services">The service provider of the host.</param>
    /// <exception cref="OptionsValidationException">An option is not valid. The message names its configuration key.</exception>
    public GatewayBotOptions GetOptions(IServiceProvider services) =>
        services.GetRequiredService<IOptionsMonitor<GatewayBotOptions>>().Get(parts.OptionsName);

    private ValueTask<IGatewayHandler> Get<T>(IServiceProvider services)
        where T : class, IGatewayHandler =>
        new(services.GetRequiredKeyedService<T>(Name));

    private GatewayBotBuilder AddHandler(Type type, Func<IServiceProvider, ValueTask<IGatewayHandler>> factory) =>
        parts.Handlers.TryAdd(type, factory)
            ? this
            : throw new InvalidOperationException($"The handler {type} is added twice. An event would call it twice. Add it once"
                + $"{(Name is null ? string.Empty : $" to the bot {Name}")}.");
}
