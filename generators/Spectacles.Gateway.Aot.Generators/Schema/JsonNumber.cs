namespace Spectacles.Gateway.Generators;

/// <summary>
/// The numbers of JSON, which are fewer than those of .NET: no leading zero, no sign but a minus, a digit on both sides of the point.
/// </summary>
/// <remarks>https://www.rfc-editor.org/rfc/rfc8259#section-6</remarks>
internal static class JsonNumber
{
    public static bool Is(string word)
    {
        int at = word.StartsWith("-", StringComparison.Ordinal) ? 1 : 0;
        int whole = SkipDigits(word, ref at);
        if (whole == 0 || (whole > 1 && word[at - whole] == '0'))
        {
            return false;
        }

        if (at < word.Length && word[at] == '.')
        {
            at++;
            if (SkipDigits(word, ref at) == 0)
            {
                return false;
            }
        }

        if (at < word.Length && word[at] is ('e' or 'E'))
        {
            at++;
            at += at < word.Length && word[at] is ('+' or '-') ? 1 : 0;
            if (SkipDigits(word, ref at) == 0)
            {
                return false;
            }
        }

        return at == word.Length;
    }

    private static int SkipDigits(string word, ref int at)
    {
        int start = at;
        while (at < word.Length && word[at] is >= '0' and <= '9')
        {
            at++;
        }

        return at - start;
    }
}
