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
}
