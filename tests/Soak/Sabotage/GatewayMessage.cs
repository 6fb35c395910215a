using System.Globalization;
using System.Text.RegularExpressions;

namespace Soak.Sabotage;

/// <summary>Reads and changes fields in the text of a message.</summary>
internal static partial class GatewayMessage
{
    public static bool Is(string message, int op) =>
        OpcodeField().Match(message) is { Success: true } match && match.Groups[1].Value == op.ToString(CultureInfo.InvariantCulture);

    /// <summary>Changes the sequence of a RESUME.</summary>
    public static string ChangeResume(string message, Func<long, long> change) =>
        ResumeSequenceField().Replace(message, match => $"\"seq\":{Change(match, change)}", 1);

    /// <summary>Changes the sequence of an event. Other messages have none and stay the same.</summary>
    public static string ChangeEvent(string message, Func<long, long> change) =>
        EventSequenceField().Replace(message, match => $"\"s\":{Change(match, change)}", 1);

    public static string? SessionOf(string message) =>
        SessionIdField().Match(message) is { Success: true } match ? match.Groups[1].Value : null;

    private static string Change(Match match, Func<long, long> change) =>
        change(long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("\"op\":([0-9]+)")]
    private static partial Regex OpcodeField();

    [GeneratedRegex("\"seq\":([0-9]+)")]
    private static partial Regex ResumeSequenceField();

    [GeneratedRegex("\"s\":([0-9]+)")]
    private static partial Regex EventSequenceField();

    [GeneratedRegex("\"session_id\":\"([^\"]+)\"")]
    private static partial Regex SessionIdField();
}
