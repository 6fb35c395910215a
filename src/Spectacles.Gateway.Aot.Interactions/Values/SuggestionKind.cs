namespace Spectacles.Gateway.Interactions;

/// <summary>The form of a suggested value.</summary>
internal enum SuggestionKind
{
    Text,
    Integer,
    Number,
}
