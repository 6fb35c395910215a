using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Spectacles.Gateway.Hosting;

/// <summary>Extends the shutdown time-out of the host, if the bot could not stop within it.</summary>
internal sealed class ShutdownTime(BotParts parts, IOptionsMonitor<GatewayBotOptions> bots) : IPostConfigureOptions<HostOptions>
{
    /// <summary>The time for the host's other services, and for the end of the process.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    public void PostConfigure(string? name, HostOptions options)
    {
        try
        {
            var needed = bots.Get(parts.OptionsName).StopTimeout + Rest;
            options.ShutdownTimeout = options.ShutdownTimeout < needed ? needed : options.ShutdownTimeout;
        }
        catch (OptionsValidationException)
        {
            // The bot reports it when it starts.
        }
    }
}
