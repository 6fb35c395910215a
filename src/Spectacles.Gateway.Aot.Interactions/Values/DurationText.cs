using System.ComponentModel;
using Spectacles.Gateway.Interactions;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>
/// Reads durations: numbers with units, such as <c>1h30m</c>, <c>2d 4h</c> or <c>45s</c>. The units are w, d, h, m, s and ms, each at most
/// once and the greatest first; spaces are ignored. For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DurationText : ITextValue<TimeSpan>
{
    private const int MostDigits = 9;

    /// <inheritdoc/>
    public static Func<InteractionTexts, string> Sentence => static texts => texts.NeedsDuration;

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> text, out TimeSpan value)
    {
        value = default;
        long ticks = 0;
        long previousUnit = long.MaxValue;
        while (!(text = text.TrimStart((byte)' ')).IsEmpty)
        {
            int digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            if (digits is < 1 or > MostDigits)
            {
                return false;
            }

            long number = long.Parse(text[..digits], provider: null);
            long unit = Unit(text = text[digits..].TrimStart((byte)' '), out int length);
            if (unit == 0 || unit >= previousUnit || number > (TimeSpan.MaxValue.Ticks - ticks) / unit)
            {
                return false;
            }

            ticks += number * unit;
            previousUnit = unit;
            text = text[length..];
        }

        value = TimeSpan.FromTicks(ticks);
        return previousUnit != long.MaxValue;
    }

    private static long Unit(ReadOnlySpan<byte> text, out int length)
    {
        byte letter = text.IsEmpty ? (byte)0 : (byte)(text[0] | 0x20);
        length = letter == 'm' && text.Length > 1 && (text[1] | 0x20) == 's' ? 2 : 1;
        return letter switch
        {
            (byte)'w' => 7 * TimeSpan.TicksPerDay,
            (byte)'d' => TimeSpan.TicksPerDay,
            (byte)'h' => TimeSpan.TicksPerHour,
            (byte)'m' => length == 2 ? TimeSpan.TicksPerMillisecond : TimeSpan.TicksPerMinute,
            (byte)'s' => TimeSpan.TicksPerSecond,
            _ => 0,
        };
    }
}
