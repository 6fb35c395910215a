namespace Spectacles.Gateway.Interactions;

/// <summary>A value that is suggested while a user types an option. At most 25 are shown.</summary>
/// <remarks>
/// https://discord.com/developers/docs/interactions/application-commands, "Application Command Option Choice Structure"
/// </remarks>
public readonly record struct Suggestion
{
    private const int Longest = 100;

    private readonly string? text;
    private readonly double number;
    private readonly long whole;

    /// <summary>Suggests a text for a string option.</summary>
    /// <param name="name">What the user sees, 1 to 100 characters.</param>
    /// <param name="value">The value that the command receives, up to 100 characters.</param>
    /// <exception cref="ArgumentException">The name is empty, or one of both is too long.</exception>
    public Suggestion(string name, string value)
    {
        Check(name);
        ArgumentNullException.ThrowIfNull(value);
        ThrowIfTooLong(value, nameof(value));
        (Name, text) = (name, value);
    }

    /// <summary>Suggests a whole number.</summary>
    /// <param name="name">What the user sees, 1 to 100 characters.</param>
    /// <param name="value">The value that the command receives.</param>
    public Suggestion(string name, long value)
    {
        Check(name);
        (Name, whole, Kind) = (name, value, SuggestionKind.Integer);
    }

    /// <summary>Suggests a number.</summary>
    /// <param name="name">What the user sees, 1 to 100 characters.</param>
    /// <param name="value">The value that the command receives.</param>
    public Suggestion(string name, double value)
    {
        Check(name);
        (Name, number, Kind) = (name, value, SuggestionKind.Number);
    }

    /// <summary>What the user sees.</summary>
    public string Name { get; }

    /// <summary>The form of the value.</summary>
    internal SuggestionKind Kind { get; }

    /// <summary>The text; null if the value is a number.</summary>
    public string? AsString => text;

    /// <summary>The whole number; null if the value has another form.</summary>
    public long? AsInt64 => Kind == SuggestionKind.Integer ? whole : null;

    /// <summary>The number; null if the value is a text.</summary>
    public double? AsDouble => Kind switch
    {
        SuggestionKind.Integer => whole,
        SuggestionKind.Number => number,
        _ => null,
    };

    /// <summary>Suggests a text as it is.</summary>
    /// <exception cref="ArgumentException">The text is empty or longer than 100 characters.</exception>
    public static implicit operator Suggestion(string text) => new(text, text);

    /// <summary>Suggests a text as it is.</summary>
    public static Suggestion FromString(string text) => text;

    private static void Check(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ThrowIfTooLong(name, nameof(name));
    }

    private static void ThrowIfTooLong(string text, string parameter)
    {
        int length = LimitCheck.CountOf(text);
        if (length > Longest)
        {
            throw new ArgumentException($"The text has {length} characters, and Discord allows {Longest}: \"{text[..20]}…\".", parameter);
        }
    }
}
