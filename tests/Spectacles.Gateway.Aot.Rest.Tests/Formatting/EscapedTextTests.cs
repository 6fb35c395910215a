using System.Text;
using CsCheck;

namespace Spectacles.Gateway.Rest.Tests;

public sealed class EscapedTextTests
{
    [Theory]
    [InlineData("plain text, 1.5 %", "plain text, 1.5 %")]
    [InlineData("**bold** _it_ ~~no~~", @"\*\*bold\*\* \_it\_ \~\~no\~\~")]
    [InlineData("`code` ||spoiler||", @"\`code\` \|\|spoiler\|\|")]
    [InlineData("# title", @"\# title")]
    [InlineData("- item\n> quote", "\\- item\n\\> quote")]
    [InlineData("[text](https://a.b)", @"\[text\]\(https\://a.b\)")]
    [InlineData("\\*", @"\\\*")]
    [InlineData("<:name:1>", @"\<\:name\:1\>")]
    [InlineData("@everyone @here", "@\u200Beveryone @\u200Bhere")]
    [InlineData("<@1> <@!1> <@&1> <#1>", "\\<@\u200B1\\> \\<@\u200B!1\\> \\<@\u200B&1\\> \\<\\#1\\>")]
    [InlineData("a@b @", "a@b @")]
    [InlineData("Größe 😺*", @"Größe 😺\*")]
    [InlineData("", "")]
    public void Markdown_and_mentions_are_escaped_without_an_allocation(string text, string escaped)
    {
        Assert.Equal(escaped, new EscapedText(text).ToString());
        Allocation.AssertNoneWhenFormatted(new EscapedText(text));
    }

    [Fact]
    public void Text_without_special_characters_is_the_same_instance()
    {
        string text = "plain text @ 5 %";
        Assert.Same(text, new EscapedText(text).ToString());
        Assert.Equal("", default(EscapedText).ToString());
    }

    [Fact]
    public void Any_text_comes_back_when_what_was_added_is_removed() =>
        Gen.String[Gen.Char["ab1@ehr*_\\<>#é\uD83D\uDE3A \n"], 0, 30].Sample(text =>
        {
            string escaped = new EscapedText(text).ToString();
            Assert.Equal(text, Unescape(escaped));
            byte[] utf8 = new byte[(escaped.Length * 3) + 3];
            Assert.True(new EscapedText(text).TryFormat(utf8, out int written, default, null));
            if (Encoding.UTF8.GetString(utf8, 0, written) is var read && !read.Contains('\uFFFD', StringComparison.Ordinal))
            {
                Assert.Equal(escaped, read);
            }
        });

    private static string Unescape(string escaped)
    {
        var text = new StringBuilder();
        for (int at = 0; at < escaped.Length; at++)
        {
            at += escaped[at] is '\\' or '\u200B' ? 1 : 0;
            text.Append(at < escaped.Length ? escaped[at] : "");
        }

        return text.ToString();
    }
}
