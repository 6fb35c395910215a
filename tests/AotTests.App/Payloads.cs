namespace AotTests.App;

internal static class Payloads
{
    public const string Message = """
        {"id":"1","channel_id":"2","author":{"id":"3","username":"ann","discriminator":"0","global_name":null,"avatar":null},"content":"hi \u00e9",
        "timestamp":"2026-01-01T00:00:00+00:00","edited_timestamp":null,"tts":false,"mention_everyone":false,"mentions":[],"mention_roles":[],
        "attachments":[],"embeds":[{"title":"t","type":"rich"}],"pinned":false,"type":0,"guild_id":"4"}
        """;
}
