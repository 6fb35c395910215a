using System.Globalization;
using System.Text;

namespace Spectacles.Gateway.Reading;

/// <summary>The d of a MESSAGE_CREATE of a guild, with its keys in Discord's order.</summary>
public static class MessagePayload
{
    public static byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(Text(1));

    public static string Text(int number) => string.Create(CultureInfo.InvariantCulture, $$$"""
        {"type":0,"tts":false,"timestamp":"2026-08-24T12:00:00.123000+00:00","pinned":false,"nonce":"{{{1400000000000000000 + number}}}","mentions":[{"username":"ben","public_flags":0,"id":"830000000000000098","global_name":"Ben","discriminator":"0","avatar":null}],"mention_roles":[],"mention_everyone":false,"member":{"roles":["810000000000000001","810000000000000002"],"premium_since":null,"pending":false,"nick":"ann","mute":false,"joined_at":"2021-02-03T04:05:06.789000+00:00","flags":0,"deaf":false,"communication_disabled_until":null,"banner":null,"avatar":null},"id":"{{{1410000000000000000 + number}}}","flags":0,"embeds":[],"edited_timestamp":null,"content":"message number {{{number}}}, with some words in it","components":[],"channel_type":0,"channel_id":"820000000000000001","author":{"username":"ann{{{number % 97}}}","public_flags":64,"primary_guild":null,"id":"{{{830000000000000000 + (number % 97)}}}","global_name":"Ann","discriminator":"0","collectibles":null,"avatar_decoration_data":null,"avatar":"a_0123456789abcdef0123456789abcdef"},"attachments":[],"guild_id":"840000000000000001"}
        """);
}
