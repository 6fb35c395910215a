using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Spectacles.Gateway.Hosting;

/// <summary>Creates the cluster of a bot from its options. The options are copied by hand, so that trimming keeps no reflection.</summary>
internal static class ClusterFactory
{
    /// <exception cref="OptionsValidationException">An option is not valid. The message names its configuration key.</exception>
    /// <exception cref="GatewayException">The token file can't be read.</exception>
    public static Cluster Create(BotParts parts, IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptionsMonitor<GatewayBotOptions>>().Get(parts.OptionsName);
        try
        {
            if (options.TokenFile is { } path)
            {
                var file = new TokenFile(path);
                return new Cluster(file, Map(parts, options, services, directory => new FileSessionStore(file, directory)));
            }

            string token = options.Token!;
            return new Cluster(token, Map(parts, options, services, directory => new FileSessionStore(token, directory)));
        }
        catch (ArgumentException e)
        {
            throw Invalid(parts, KeyOf(e.ParamName), e.Message);
        }
    }

    /// <summary>Creates the exception for an option that is not valid.</summary>
    public static OptionsValidationException Invalid(BotParts parts, string? key, string message) => new(
        parts.OptionsName, typeof(GatewayBotOptions), [$"{parts.Section}{(key is null ? string.Empty : $":{key}")}: {message}"]);

    private static ClusterOptions Map(
        BotParts parts, GatewayBotOptions options, IServiceProvider services, Func<string, FileSessionStore> newStore)
    {
        var mapped = new ClusterOptions
        {
            ShardCount = options.ShardCount,
            MaxShards = options.MaxShards,
            Intents = options.Intents,
            Presence = PresenceOf(options),
            Restore = options.Restore,
            MaxInFlight = options.MaxInFlight,
            HandlerTimeout = options.HandlerTimeout,
            StopTimeout = options.StopTimeout,
            ResumeTimeout = options.ResumeTimeout,
            MaxReaderThreads = options.MaxReaderThreads,
            Api = options.Api,
            Url = options.Url,
            ApiVersion = options.ApiVersion,
            HandleSignals = false,
            SessionStore = parts.SessionStore?.Invoke(services)
                ?? (options.SessionDirectory is { } directory ? StoreIn(directory) : null),
            IdentifyQueue = parts.IdentifyQueue?.Invoke(services),
            LoggerFactory = services.GetService<ILoggerFactory>(),
            MeterFactory = services.GetService<IMeterFactory>(),
            MetricsPerShard = options.MetricsPerShard,
            TimeProvider = services.GetService<TimeProvider>(),
        };
        mapped = options.MaxMessageBytes is { } bytes ? mapped with { MaxMessageBytes = bytes } : mapped;
        return parts.ConfigureCluster.Aggregate(mapped, (now, configure) => configure(services, now));

        ISessionStore StoreIn(string directory)
        {
            var sessions = newStore(directory);
            return parts.WithGuilds?.Invoke(services, sessions) ?? sessions;
        }
    }

    private static UpdatePresence? PresenceOf(GatewayBotOptions options) => options is { Status: null, StatusText: null }
        ? null
        : new UpdatePresence(
            options.Status ?? BotStatus.Online,
            options.StatusText is { } text ? new BotActivity(text, BotActivityKind.Custom) : null);

    /// <summary>Returns the configuration key of a parameter that an exception names.</summary>
    private static string? KeyOf(string? parameter) => parameter is null
        ? null
        : BotConfiguration.Keys.FirstOrDefault(key => key.Equals(parameter, StringComparison.OrdinalIgnoreCase)) ?? parameter;
}
