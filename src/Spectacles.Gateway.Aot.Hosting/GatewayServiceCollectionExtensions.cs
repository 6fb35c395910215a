using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Spectacles.Gateway;
using Spectacles.Gateway.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds bots to the services of a host.</summary>
public static class GatewayServiceCollectionExtensions
{
    /// <summary>
    /// Adds a bot that runs as long as the host. Its options are bound from the configuration section <c>Discord</c>, and its
    /// <see cref="Cluster"/> is a singleton service.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Changes the options after they are bound.</param>
    /// <returns>A builder that adds handlers and services to the bot.</returns>
    /// <remarks>
    /// The host ends when the bot can't recover: with exit code 78 if the configuration is wrong, and with 1 otherwise
    /// (<see cref="GatewayBotOptions.FatalExit"/>).
    /// </remarks>
    /// <exception cref="InvalidOperationException">The bot is added already.</exception>
    public static GatewayBotBuilder AddSpectaclesGateway(this IServiceCollection services, Action<GatewayBotOptions>? configure = null) =>
        Add(services, null, configure);

    /// <summary>
    /// Adds a bot with a name, for several bots in one process. Its options are bound from the configuration section
    /// <c>Discord:{name}</c>, and its <see cref="Cluster"/> is a singleton service with the name as its key.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name, such as <c>music</c>.</param>
    /// <param name="configure">Changes the options after they are bound.</param>
    /// <returns>A builder that adds handlers and services to the bot.</returns>
    /// <exception cref="InvalidOperationException">A bot with this name is added already.</exception>
    /// <exception cref="ArgumentException">The name is empty, contains a colon, or is the name of an option.</exception>
    public static GatewayBotBuilder AddSpectaclesGateway(
        this IServiceCollection services, string name, Action<GatewayBotOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return name.Contains(':', StringComparison.Ordinal) || BotConfiguration.Keys.Contains(name, StringComparer.OrdinalIgnoreCase)
            ? throw new ArgumentException($"A bot can't have the name {name}: it is the key of its configuration section.", nameof(name))
            : Add(services, name, configure);
    }

    /// <summary>Adds what a bot consists of, and its options, but nothing that runs it.</summary>
    /// <exception cref="InvalidOperationException">The bot is added already.</exception>
    internal static BotParts AddParts(IServiceCollection services, string? name, Action<GatewayBotOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(service => service.ImplementationInstance is BotParts added && added.Name == name))
        {
            throw new InvalidOperationException(
                $"{(name is null ? "The bot" : $"The bot {name}")} is added twice. Keep the builder that the first call returned.");
        }

        var parts = new BotParts(name);
        services.AddSingleton(parts);
        services.AddOptions();
        services.AddLogging();
        services.AddSingleton<IConfigureOptions<GatewayBotOptions>>(provider => ConfigurationOf(parts, provider));
        services.AddSingleton<IPostConfigureOptions<GatewayBotOptions>>(provider => ConfigurationOf(parts, provider));
        services.AddSingleton<IValidateOptions<GatewayBotOptions>>(new BotValidation(parts));
        if (configure is not null)
        {
            services.Configure(parts.OptionsName, configure);
        }

        return parts;
    }

    private static GatewayBotBuilder Add(IServiceCollection services, string? name, Action<GatewayBotOptions>? configure)
    {
        var parts = AddParts(services, name, configure);

        // Without a name the key is null, and the service is one without a key.
        services.AddKeyedSingleton(name, (provider, _) => ClusterFactory.Create(parts, provider));
        services.AddSingleton<IHostedService>(provider => new HostedBot(parts, provider));
        services.AddSingleton<IPostConfigureOptions<HostOptions>>(
            provider => new ShutdownTime(parts, provider.GetRequiredService<IOptionsMonitor<GatewayBotOptions>>()));
        return new GatewayBotBuilder(services, parts);
    }

    private static BotConfiguration ConfigurationOf(BotParts parts, IServiceProvider provider) =>
        new(parts, provider.GetServices<BotParts>(), provider.GetService<IConfiguration>());
}
