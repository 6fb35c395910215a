using System.Text;

namespace Spectacles.Gateway.Tests.Protocol;

public sealed class SnowflakeTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("18446744073709551615", ulong.MaxValue)]
    [InlineData("0001", 1)]
    public void Decimal_digits_are_parsed_as_a_snowflake(string text, ulong value)
    {
        Assert.True(Snowflake.TryParse(text, null, out var id));
        Assert.Equal((value, value), (id.Value, Snowflake.Parse(text).Value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12\0")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData(" 1")]
    [InlineData("1.0")]
    [InlineData("18446744073709551616")]
    public void Other_text_is_rejected_as_a_snowflake(string text)
    {
        Assert.False(Snowflake.TryParse(text, null, out var id));
        Assert.Equal(default, id);
        Assert.Throws<FormatException>(() => Snowflake.Parse(text));
    }

    /// <summary>The example of Discord's documentation.</summary>
    [Fact]
    public void Id_contains_the_time_of_its_creation() =>
        Assert.Equal(new DateTimeOffset(2016, 4, 30, 11, 18, 25, 796, TimeSpan.Zero), new Snowflake(175928847299117063).CreatedAt);

    [Fact]
    public void Ids_are_ordered_as_unsigned_numbers()
    {
        Snowflake older = 1;
        Snowflake newer = ulong.MaxValue;

        Assert.True(older < newer && older <= newer && newer > older && newer >= older);
        Assert.False(newer < older || newer <= older || older > newer || older >= newer);
        Assert.Equal([older, newer], new[] { newer, older }.Order());
    }

    [Fact]
    public void Id_is_formatted_as_decimal_digits_in_text_and_in_UTF8()
    {
        Snowflake id = ulong.MaxValue;
        Span<byte> utf8 = stackalloc byte[20];

        Assert.True(id.TryFormat(utf8, out int written, default, null));
        Assert.Equal("18446744073709551615", Encoding.UTF8.GetString(utf8[..written]));
        Assert.Equal("id 18446744073709551615", $"id {id}");
        Assert.False(id.TryFormat(utf8[..19], out _, default, null));
    }

    [Fact]
    public void Named_conversions_keep_all_64_bits() =>
        Assert.Equal(ulong.MaxValue, Snowflake.FromUInt64(ulong.MaxValue).ToUInt64());
}
