using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using CsCheck;

namespace Spectacles.Gateway.Tests.Protocol;

/// <summary>Whole numbers in every form that JSON has for them.</summary>
public sealed class WholeNumberTests
{
    private static readonly Gen<string> Digits = Gen.OneOf(
        Gen.OneOf<string>("0", "1", "10", "100", "9007199254740993", "18446744073709551615", "18446744073709551616", "9223372036854775808"),
        Gen.ULong.Select(number => number.ToString(CultureInfo.InvariantCulture)));
    private static readonly Gen<string> Fraction = Gen.OneOf(
        Gen.Const(""), Gen.OneOf<string>(".0", ".5", ".000", ".50", ".05"), Gen.Int[0, 999].Select(number => $".{number:000}"));
    private static readonly Gen<string> Exponent = Gen.OneOf(
        Gen.Const(""), Gen.Int[-30, 30].Select(power => $"e{power}"), Gen.Int[0, 25].Select(power => $"E+{power}"));

    [Fact]
    public void Whole_numbers_are_read_exactly_in_every_form() => Gen
        .Select(Gen.OneOf<string>("", "-"), Digits, Fraction, Exponent)
        .Sample((sign, digits, fraction, exponent) =>
    {
        string text = sign + digits + fraction + exponent;
        var meant = Meant(digits, fraction, exponent);
        bool isUnsigned = meant <= ulong.MaxValue && (sign.Length == 0 || meant.Value.IsZero);
        bool isSigned = meant <= (sign.Length == 0 ? long.MaxValue : (BigInteger)1 << 63);
        foreach (string form in new[] { text, $"\"{text}\"" })
        {
            var token = Token(form);
            Assert.Equal(isUnsigned, WholeNumber.TryReadUnsigned(token, out ulong unsigned));
            Assert.Equal(isSigned, WholeNumber.TryRead(token, long.MinValue, long.MaxValue, out long signed));
            Assert.True(!isUnsigned || unsigned == meant, text);
            Assert.True(!isSigned || signed == (sign.Length == 0 ? meant : -meant), text);
        }
    }, iter: 20_000);

    [Theory]
    [InlineData("0e999999999999999999999", true)]
    [InlineData("1e999999999", false)]
    [InlineData("1e-999999999", false)]
    [InlineData("1e999999999999999999999", false)]
    [InlineData("\"1e18446744073709551617\"", false)]
    [InlineData("\"\"", false)]
    [InlineData("\"-\"", false)]
    [InlineData("\"5.\"", false)]
    [InlineData("\".5\"", false)]
    [InlineData("\"5e\"", false)]
    [InlineData("\"+5\"", false)]
    [InlineData("\" 5\"", false)]
    [InlineData("\"0x5\"", false)]
    [InlineData("\"5x\"", false)]
    [InlineData("\"\\u0035\"", true)]
    [InlineData("\"\\ud800\"", false)]
    [InlineData("true", false)]
    [InlineData("null", false)]
    public void Only_whole_numbers_and_strings_of_them_are_accepted(string text, bool isNumber) =>
        Assert.Equal(isNumber, WholeNumber.TryReadUnsigned(Token(text), out _));

    [Fact]
    public void Whole_number_outside_the_limits_is_rejected()
    {
        Assert.True(WholeNumber.TryRead(Token("-2147483648.0"), int.MinValue, int.MaxValue, out long least));
        Assert.True(WholeNumber.TryRead(Token("2147483647.0"), int.MinValue, int.MaxValue, out long most));
        Assert.False(WholeNumber.TryRead(Token("-2147483649.0"), int.MinValue, int.MaxValue, out _));
        Assert.False(WholeNumber.TryRead(Token("2147483648.0"), int.MinValue, int.MaxValue, out _));
        Assert.Equal((int.MinValue, int.MaxValue), (least, most));
    }

    [Fact]
    public void Whole_number_with_a_million_zeros_is_read_in_one_pass_without_allocation()
    {
        byte[] large = Encoding.UTF8.GetBytes($"1{new string('0', 1_000_000)}.{new string('0', 1_000_000)}e-1000000");
        var token = Token(large);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(WholeNumber.TryReadUnsigned(token, out ulong value));
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(1UL, value);
    }

    private static Utf8JsonReader Token(string json) => Token(Encoding.UTF8.GetBytes(json));

    private static Utf8JsonReader Token(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return reader;
    }

    /// <summary>What the text means without its sign; null when that is not whole.</summary>
    private static BigInteger? Meant(string digits, string fraction, string exponent)
    {
        int power =
            (
                exponent.Length == 0
                    ? 0
                    : int.Parse(
                        exponent[1..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)) - Math.Max(0, fraction.Length - 1);
        var number = BigInteger.Parse(digits + fraction.TrimStart('.'), CultureInfo.InvariantCulture);
        if (power >= 0)
        {
            return number * BigInteger.Pow(10, power);
        }

        var whole = BigInteger.DivRem(number, BigInteger.Pow(10, -power), out var rest);
        return rest.IsZero ? whole : null;
    }
}
