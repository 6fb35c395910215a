using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Spectacles.Gateway.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the health checks of bots.</summary>
public static class GatewayHealthChecksExtensions
{
    /// <summary>
    /// Adds two health checks of a bot: <c>discord-ready</c> with the tag <c>ready</c>, and <c>discord-live</c> with the tag <c>live</c>.
    /// For
    /// a bot with a name, the names are followed by a hyphen and its name.
    /// </summary>
    /// <remarks>
    /// <c>discord-ready</c> is unhealthy until all shards have been READY, and while none is; it is degraded while a shard has had no
    /// session
    /// for longer than <see cref="GatewayBotOptions.DegradedAfter"/>, has as many unfinished calls as it may have, or while fewer session
    /// starts remain than the bot has shards. <c>discord-live</c> is unhealthy only after an error that a restart may fix.
    /// </remarks>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The name of the bot; null for the bot without a name.</param>
    /// <returns>The same builder.</returns>
    public static IHealthChecksBuilder AddSpectaclesGateway(this IHealthChecksBuilder builder, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        string suffix = name is null ? string.Empty : $"-{name}";
        return builder
            .Add(new HealthCheckRegistration(
                $"discord-ready{suffix}", services => new GatewayHealthCheck(BotOf(services, name)), null, ["ready"]))
            .Add(new HealthCheckRegistration(
                $"discord-live{suffix}", services => new LiveHealthCheck(BotOf(services, name)), null, ["live"]));
    }

    private static HostedBot BotOf(IServiceProvider services, string? name) =>
        services.GetServices<IHostedService>().OfType<HostedBot>().FirstOrDefault(bot => bot.Parts.Name == name)
            ?? throw new InvalidOperationException(
                $"There is no bot {(name is null ? "without a name" : $"with the name {name}")}. "
                + "Call AddSpectaclesGateway on the services.");
}
