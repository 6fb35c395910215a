namespace Spectacles.Gateway.Testing;

/// <summary>The responses to calls about something that does not exist.</summary>
/// <remarks>https://discord.com/developers/docs/topics/opcodes-and-status-codes#json-json-error-codes</remarks>
internal static class NotFound
{
    public static RestAnswer Channel { get; } = RestAnswer.Error(404, 10003, "Unknown Channel");

    public static RestAnswer Guild { get; } = RestAnswer.Error(404, 10004, "Unknown Guild");

    public static RestAnswer Member { get; } = RestAnswer.Error(404, 10007, "Unknown Member");

    public static RestAnswer Role { get; } = RestAnswer.Error(404, 10011, "Unknown Role");

    public static RestAnswer User { get; } = RestAnswer.Error(404, 10013, "Unknown User");

    public static RestAnswer Emoji { get; } = RestAnswer.Error(404, 10014, "Unknown Emoji");

    public static RestAnswer Ban { get; } = RestAnswer.Error(404, 10026, "Unknown Ban");

    public static RestAnswer VoiceState { get; } = RestAnswer.Error(404, 10065, "Unknown Voice State");
}
