namespace Spectacles.Gateway.Rest.Tests;

public sealed class TimeMentionTests
{
    private static readonly DateTimeOffset Time = DateTimeOffset.FromUnixTimeSeconds(1618953630).AddMilliseconds(999);

    [Theory]
    [InlineData("<t:1618953630>", TimeStyle.Default)]
    [InlineData("<t:1618953630:t>", TimeStyle.ShortTime)]
    [InlineData("<t:1618953630:T>", TimeStyle.MediumTime)]
    [InlineData("<t:1618953630:d>", TimeStyle.ShortDate)]
    [InlineData("<t:1618953630:D>", TimeStyle.LongDate)]
    [InlineData("<t:1618953630:f>", TimeStyle.LongDateShortTime)]
    [InlineData("<t:1618953630:F>", TimeStyle.FullDateShortTime)]
    [InlineData("<t:1618953630:s>", TimeStyle.ShortDateShortTime)]
    [InlineData("<t:1618953630:S>", TimeStyle.ShortDateMediumTime)]
    [InlineData("<t:1618953630:R>", TimeStyle.Relative)]
    public void Time_is_written_without_an_allocation_and_read_back(string text, TimeStyle style)
    {
        var mention = new TimeMention(Time, style);
        Assert.Equal(text, mention.ToString());
        Allocation.AssertNoneWhenFormatted(mention);
        Assert.True(TimeMention.TryParse(text, out var read));
        Assert.Equal(mention, read);
        Assert.True(TimeMention.TryRead($"{text}>", out read, out int length));
        Assert.Equal((mention, text.Length), (read, length));
    }

    [Fact]
    public void Time_before_1970_is_negative()
    {
        Assert.Equal("<t:-1:R>", new TimeMention(-1, TimeStyle.Relative).ToString());
        Assert.True(TimeMention.TryParse("<t:-1>", out var mention));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(-1), mention.Time);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("<t:>")]
    [InlineData("<t:1")]
    [InlineData("<t:1:>")]
    [InlineData("<t:1:x>")]
    [InlineData("<t:1:RR>")]
    [InlineData("<t:1:R> ")]
    [InlineData("<t:1.5>")]
    [InlineData("<t:9223372036854775808>")]
    public void Other_text_is_no_time(string? text)
    {
        Assert.False(TimeMention.TryParse(text, out var mention));
        Assert.Equal(default, mention);
    }
}
