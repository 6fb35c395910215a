using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Spectacles.Gateway.Generators;

namespace Spectacles.Gateway.Hosting;

/// <summary>Binds the configuration section of one bot to its options.</summary>
/// <param name="parts">The bot.</param>
/// <param name="bots">The bots of the host: the section of a bot with a name is a key in the section of the bot without one.</param>
/// <param name="configuration">The configuration; null if the services have none.</param>
internal sealed class BotConfiguration(BotParts parts, IEnumerable<BotParts> bots, IConfiguration? configuration)
    : IConfigureNamedOptions<GatewayBotOptions>, IPostConfigureOptions<GatewayBotOptions>
{
    private const string TokenVariable = "DISCORD_TOKEN";
    private const string TokenFileVariable = "DISCORD_TOKEN_FILE";

    /// <summary>The names of the options.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        nameof(GatewayBotOptions.Token), nameof(GatewayBotOptions.TokenFile), nameof(GatewayBotOptions.ShardCount),
        nameof(GatewayBotOptions.ShardIds), nameof(GatewayBotOptions.MaxShards), nameof(GatewayBotOptions.Intents),
        nameof(GatewayBotOptions.Status), nameof(GatewayBotOptions.StatusText), nameof(GatewayBotOptions.SessionDirectory),
        nameof(GatewayBotOptions.Restore), nameof(GatewayBotOptions.MaxInFlight), nameof(GatewayBotOptions.HandlerTimeout),
        nameof(GatewayBotOptions.StopTimeout), nameof(GatewayBotOptions.ResumeTimeout), nameof(GatewayBotOptions.MaxMessageBytes),
        nameof(GatewayBotOptions.MaxReaderThreads), nameof(GatewayBotOptions.Api), nameof(GatewayBotOptions.Url),
        nameof(GatewayBotOptions.ApiVersion), nameof(GatewayBotOptions.MetricsPerShard), nameof(GatewayBotOptions.FatalExit),
        nameof(GatewayBotOptions.DegradedAfter),
    ];

    public void Configure(GatewayBotOptions options) => Configure(Options.DefaultName, options);

    /// <exception cref="OptionsValidationException">A key is unknown, or its value has another type.</exception>
    public void Configure(string? name, GatewayBotOptions options)
    {
        if (name != parts.OptionsName || configuration is null)
        {
            return;
        }

        var section = configuration.GetSection(parts.Section);
        ThrowIfUnknown(section);
        try
        {
            section.Bind(options);
        }
        catch (InvalidOperationException e)
        {
            // The message names the key, the value and the type. The token has no type that a value could fail to have.
            throw new OptionsValidationException(parts.OptionsName, typeof(GatewayBotOptions), [e.Message]);
        }
    }

    /// <summary>Takes the token from the environment, if neither the configuration nor the program contains one.</summary>
    public void PostConfigure(string? name, GatewayBotOptions options)
    {
        if (name != parts.OptionsName)
        {
            return;
        }

        // An empty value in a configuration file means that the value comes from elsewhere.
        options.Token = Set(options.Token);
        options.TokenFile = Set(options.TokenFile);
        if (parts.Name is null && options is { Token: null, TokenFile: null })
        {
            options.TokenFile = Variable(TokenFileVariable);
            options.Token = options.TokenFile is null ? Variable(TokenVariable) : null;
        }
    }

    private static string? Set(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    private string? Variable(string name) => Set(configuration?[name]) ?? Set(Environment.GetEnvironmentVariable(name));

    private void ThrowIfUnknown(IConfigurationSection section)
    {
        var names = parts.Name is null ? bots.Select(bot => bot.Name).OfType<string>() : [];
        string[] known = [.. Keys, .. names];
        string[] errors =
        [
            .. section.GetChildren()
                .Where(child => !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
                .Select(child => $"{child.Path} is not an option of a bot."
                    + (NearestName.Find(child.Key, known) is { } nearest
                        ? $" Did you mean {parts.Section}:{nearest}?"
                        : $" The options are: {string.Join(", ", known)}.")),
        ];
        if (errors.Length > 0)
        {
            throw new OptionsValidationException(parts.OptionsName, typeof(GatewayBotOptions), errors);
        }
    }
}
