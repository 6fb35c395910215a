namespace Spectacles.Gateway.Rest;

/// <summary>What Discord says about one field of a request that it refused.</summary>
/// <param name="Path">The field, such as <c>embeds[0].title</c>; empty for the body as a whole.</param>
/// <param name="Code">Discord's code, such as <c>BASE_TYPE_REQUIRED</c>.</param>
/// <param name="Message">Discord's sentence.</param>
/// <remarks>https://discord.com/developers/docs/reference#error-messages</remarks>
public sealed record DiscordFieldError(string Path, string Code, string Message)
{
    /// <summary>Returns the path, the sentence and the code.</summary>
    public override string ToString() => Path.Length > 0 ? $"{Path}: {Message} ({Code})" : $"{Message} ({Code})";
}
