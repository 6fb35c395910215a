using System.Globalization;
using System.Text.RegularExpressions;

namespace Soak.Sabotage;

/// <summary>What a saboteur has to find in a message.</summary>
internal static partial class Wire
{
    public static bool Is(string message, int op) =>
        OpName().Match(message) is { Success: true } match && match.Groups[1].Value == op.ToString(CultureInfo.InvariantCulture);

    /// <summary>Changes the sequence of a RESUME.</summary>
    public static string ChangeResume(string message, Func<long, long> change) =>
        ResumeSequence().Replace(message, match => $"\"seq\":{Change(match, change)}", 1);

    /// <summary>Changes the sequence of an event; other messages have none.</summary>
    public static string ChangeEvent(string message, Func<long, long> change) =>
        EventSequence().Replace(message, match => $"\"s\":{Change(match, change)}", 1);

    public static string? SessionOf(string message) => SessionId().Match(message) is { Success: true } match ? match.Groups[1].Value : null;

    private static string Change(Match match, Func<long, long> change) =>
        change(long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("\"op\":([0-9]+)")]
    private static partial Regex OpName();

    [GeneratedRegex("\"seq\":([0-9]+)")]
    private static partial Regex ResumeSequence();

    [GeneratedRegex("\"s\":([0-9]+)")]
    private static partial Regex EventSequence();

    [GeneratedRegex("\"session_id\":\"([^\"]+)\"")]
    private static partial Regex SessionId();
}
