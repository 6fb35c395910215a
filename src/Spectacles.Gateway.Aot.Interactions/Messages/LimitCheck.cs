using System.Runtime.CompilerServices;
using System.Text;

namespace Spectacles.Gateway.Interactions;

/// <summary>Checks values against Discord's limits, and knows where in the message or modal they are. Nothing is allocated.</summary>
/// <param name="what">What is checked: "message" or "modal".</param>
internal ref struct LimitCheck(string what)
{
    private Places places;
    private int depth;

    /// <summary>Enters a field, or an element of a list. Every call is followed by one of <see cref="Leave"/>.</summary>
    public void Enter(string field, int index = -1)
    {
        if (depth < Places.Most)
        {
            places[depth] = (field, index);
        }

        depth++;
    }

    /// <summary>Leaves what was entered last.</summary>
    public void Leave() => depth--;

    /// <summary>Checks the length of a text in characters, as Discord counts them: an emoji of two UTF-16 units is one.</summary>
    public readonly void Text(string field, string? text, int most, int least = 0)
    {
        if (text is null)
        {
            if (least > 0)
            {
                throw Exceeded(field, "is missing");
            }

            return;
        }

        if (text.Length >= least && text.Length <= most)
        {
            return;
        }

        int length = CountOf(text);
        if (length > most)
        {
            throw Exceeded(field, $"has {length:N0} characters, and Discord allows {most:N0}");
        }

        if (length < least)
        {
            throw Exceeded(field, "is empty");
        }
    }

    /// <summary>Checks the number of elements.</summary>
    public readonly void Count(string field, int count, int most, int least = 0)
    {
        if (count > most)
        {
            throw Exceeded(field, $"has {count:N0} elements, and Discord allows {most:N0}");
        }

        if (count < least)
        {
            throw Exceeded(field, $"has {count:N0} elements, and Discord needs at least {least:N0}");
        }
    }

    /// <summary>Checks a number.</summary>
    public readonly void Number(string field, int? number, int least, int most)
    {
        if (number is { } value && (value < least || value > most))
        {
            throw Exceeded(field, $"is {value:N0}, and Discord allows {least:N0} to {most:N0}");
        }
    }

    /// <summary>Creates the exception for a field of the current place; for the place itself if the field is empty.</summary>
    public readonly ArgumentException Exceeded(string field, string problem)
    {
        var path = new StringBuilder();
        for (int i = 0; i < Math.Min(depth, Places.Most); i++)
        {
            Append(path, places[i].Field);
            path.Append(places[i].Index < 0 ? "" : $"[{places[i].Index}]");
        }

        Append(path, field);
        return new ArgumentException(
            path.Length == 0 ? $"The {what} {problem}. Nothing was sent." : $"{path} of the {what} {problem}. Nothing was sent.");
    }

    /// <summary>The number of characters.</summary>
    public static int CountOf(string? text)
    {
        int count = 0;
        foreach (char unit in text ?? "")
        {
            count += char.IsLowSurrogate(unit) ? 0 : 1;
        }

        return count;
    }

    private static void Append(StringBuilder path, string field) =>
        path.Append(path.Length == 0 || field.Length == 0 ? "" : ".").Append(field);

    [InlineArray(Most)]
    private struct Places
    {
        public const int Most = 8;

        private (string Field, int Index) first;
    }
}
