using System.Globalization;
using System.Text;
using CsCheck;

namespace Spectacles.Gateway.Tests.Protocol;

public class DecimalDigitsTests
{
    [Theory]
    [InlineData("", 0, "0")]
    [InlineData("x", 0, "0")]
    [InlineData("7,", 1, "7")]
    [InlineData("0001", 4, "1")]
    [InlineData("1234567,8", 7, "1234567")]
    [InlineData("12345678", 8, "12345678")]
    [InlineData("12345678901234567890", 20, null)]
    [InlineData("123456789012345678901234", 20, null)]
    public void Parsing_stops_at_first_non_digit(string text, int count, string? value)
    {
        Assert.Equal(count, DecimalDigits.Read(Encoding.UTF8.GetBytes(text), 0, out ulong read));
        if (value is not null)
        {
            Assert.Equal(value, read.ToString(CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void Parsing_any_number_followed_by_any_byte_gives_the_number() => Gen
        .Select(Gen.ULong[0, 9_999_999_999_999_999_999], Gen.Byte, Gen.Int[0, 9])
        .Sample(
        (number, next, padding) =>
        {
            string digits = number.ToString(CultureInfo.InvariantCulture);
            if (next is >= (byte)'0' and <= (byte)'9')
            {
                return;
            }

            byte[] text = [.. new byte[padding], .. Encoding.UTF8.GetBytes(digits), next, .. "12345678"u8];
            Assert.Equal(digits.Length, DecimalDigits.Read(text, padding, out ulong read));
            Assert.Equal(number, read);
        });
}
