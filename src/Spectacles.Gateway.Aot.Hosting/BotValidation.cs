using Microsoft.Extensions.Options;

namespace Spectacles.Gateway.Hosting;

/// <summary>Checks the options of one bot that the cluster does not check itself.</summary>
/// <param name="parts">The bot.</param>
internal sealed class BotValidation(BotParts parts) : IValidateOptions<GatewayBotOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayBotOptions options)
    {
        if (name != parts.OptionsName)
        {
            return ValidateOptionsResult.Skip;
        }

        string[] errors = [.. Errors(options)];
        return errors.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private IEnumerable<string> Errors(GatewayBotOptions options)
    {
        if (options is { Token: not null, TokenFile: not null })
        {
            yield return $"{Key(nameof(options.Token))} and {Key(nameof(options.TokenFile))} are both set. Set one of them.";
        }
        else if (options is { Token: null, TokenFile: null })
        {
            yield return $"{parts.Title} has no token. Set {Key(nameof(options.Token))}, {Key(nameof(options.TokenFile))}"
                + $"{(parts.Name is null ? ", or the environment variable DISCORD_TOKEN or DISCORD_TOKEN_FILE" : string.Empty)}. "
                + "The token is in the developer portal (Bot > Token).";
        }

        if (options.DegradedAfter < TimeSpan.Zero)
        {
            yield return $"{Key(nameof(options.DegradedAfter))} is negative: {options.DegradedAfter}.";
        }

        if (!Enum.IsDefined(options.FatalExit))
        {
            yield return $"{Key(nameof(options.FatalExit))} is not a value of {nameof(FatalExit)}: {options.FatalExit}.";
        }

        if (options is { ShardIds: not null, ShardCount: null })
        {
            yield return $"{Key(nameof(options.ShardIds))} is set without {Key(nameof(options.ShardCount))}, the total of all processes.";
        }
        else if (options is { ShardIds: { } ids, ShardCount: { } total } && !ShardRange.TryParse(ids, total, out _))
        {
            yield return $"{Key(nameof(options.ShardIds))} is not a list of shards below {total}: {ids}. Example: 0-7,12.";
        }
    }

    private string Key(string option) => $"{parts.Section}:{option}";
}
