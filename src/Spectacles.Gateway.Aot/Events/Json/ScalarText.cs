using System.Text.Json;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>A string, a number or a boolean in JSON.</summary>
internal static class ScalarText
{
    /// <summary>Decodes the token at a reader. False when it is none of the three.</summary>
    public static bool TryDecode(in Utf8JsonReader token, out Scalar value)
    {
        switch (token.TokenType)
        {
            case JsonTokenType.String:
                value = new Scalar(token.GetString()!);
                return true;
            case JsonTokenType.Number:
                return TryDecodeNumber(token, out value);
            case JsonTokenType.True or JsonTokenType.False:
                value = new Scalar(token.TokenType == JsonTokenType.True);
                return true;
            default:
                value = default;
                return false;
        }
    }

    private static bool TryDecodeNumber(in Utf8JsonReader token, out Scalar value)
    {
        if (token.TryGetInt64(out long signed))
        {
            value = new Scalar(signed);
            return true;
        }

        if (token.TryGetUInt64(out ulong unsigned))
        {
            value = new Scalar(unsigned);
            return true;
        }

        bool isNumber = token.TryGetDouble(out double number) && double.IsFinite(number);
        value = new Scalar(isNumber ? number : 0);
        return isNumber;
    }
}
