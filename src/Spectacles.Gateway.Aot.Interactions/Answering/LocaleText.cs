using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions;

/// <summary>Reads a locale without a copy of its text, if it is one of the most frequent.</summary>
internal static class LocaleText
{
    /// <summary>Returns the locale of a text.</summary>
    public static Locale Read(TextView text) =>
        text.Equals("en-US"u8) ? Locale.EnglishUs
        : text.Equals("en-GB"u8) ? Locale.EnglishGb
        : text.Equals("de"u8) ? Locale.German
        : text.Equals("fr"u8) ? Locale.French
        : new Locale(text.ToString());
}
