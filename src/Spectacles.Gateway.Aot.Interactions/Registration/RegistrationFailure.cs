using System.Net;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Interactions;

/// <summary>Why commands could not be registered or compared.</summary>
/// <param name="ExitCode">The exit code of the program.</param>
/// <param name="Message">What is wrong and what to do, in one line.</param>
internal sealed record RegistrationFailure(int ExitCode, string Message)
{
    /// <summary>A later attempt may succeed.</summary>
    public const int Unavailable = 2;

    /// <summary>An argument, the token, the guild or a command is wrong (EX_CONFIG of sysexits.h): a repetition does not help.</summary>
    public const int Misconfigured = 78;

    /// <summary>Discord knows no such guild. https://discord.com/developers/docs/topics/opcodes-and-status-codes#json</summary>
    private const int UnknownGuild = 10004;

    /// <summary>Describes a mistake in the arguments.</summary>
    public static RegistrationFailure OfArguments(string mistake) => new(Misconfigured, $"error: {PeerText.Escape(mistake)}");

    /// <summary>Describes why there is no bot whose commands could be registered: a service is missing, or an option is wrong.</summary>
    public static RegistrationFailure OfBot(Exception exception, CommandArguments asked) =>
        new(Misconfigured, Line(asked, exception is ArgumentException or GatewayException or InvalidOperationException
            ? exception.Message
            : $"{exception.GetType().Name}: {exception.Message}"));

    /// <summary>Describes an exception of a call; null for one that is a defect of the program.</summary>
    public static RegistrationFailure? Of(Exception exception, CommandArguments asked, Uri api)
    {
        string? wrong = exception switch
        {
            DiscordApiException { Status: HttpStatusCode.Unauthorized }
                or RestNotSentException { Reason: RestNotSentReason.TokenRefused } =>
                "Discord refused the token (401). Copy the token of the bot from the developer portal (Bot > Token).",
            DiscordApiException { Status: HttpStatusCode.Forbidden or HttpStatusCode.NotFound } e
                when asked.GuildId is not null && (e.Status == HttpStatusCode.Forbidden || e.Code == UnknownGuild) =>
                $"the bot has no access to {asked.Place} ({(int)e.Status}, code {e.Code}). Check the id, and add the bot to the guild with "
                + "the scopes bot and applications.commands.",
            DiscordApiException { Status: >= HttpStatusCode.BadRequest and < HttpStatusCode.TooManyRequests } =>
                exception.Message,
            _ => null,
        };
        string? later = exception switch
        {
            HttpRequestException or TimeoutException => $"Discord could not be reached at {api}: {exception.Message}",
            DiscordApiException or RestNotSentException => exception.Message,
            _ => null,
        };
        return wrong is not null ? new RegistrationFailure(Misconfigured, Line(asked, wrong))
            : later is not null ? new RegistrationFailure(Unavailable, Line(asked, $"{later.TrimEnd('.')}. Try again later."))
            : null;
    }

    private static string Line(CommandArguments asked, string reason) =>
        $"error: the commands were not {(asked.Deploys ? "registered" : "compared")}: {PeerText.Escape(reason, PeerText.Long)}";
}
