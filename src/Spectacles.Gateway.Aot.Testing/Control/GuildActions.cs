namespace Spectacles.Gateway.Testing;

/// <summary>Who is in a guild, and whether it is available.</summary>
internal static class GuildActions
{
    public static Task<ControlAnswer> Join(ControlRequest request)
    {
        request.Gateway.People.Join(request.Guild, request.Required("who"));
        return Task.FromResult(ControlAnswer.NoContent);
    }

    public static Task<ControlAnswer> Leave(ControlRequest request)
    {
        var who = request.Who;
        request.Gateway.People.Leave(who.Guild, who.Member);
        return Task.FromResult(ControlAnswer.NoContent);
    }

    public static Task<ControlAnswer> SetOutage(ControlRequest request)
    {
        if (request.Body.Flag("over") == true)
        {
            request.Gateway.EndOutage(request.Guild);
        }
        else
        {
            request.Gateway.StartOutage(request.Guild);
        }

        return Task.FromResult(ControlAnswer.NoContent);
    }

    public static Task<ControlAnswer> Add(ControlRequest request)
    {
        var added = request.Gateway.AddGuild();
        return Task.FromResult(ControlAnswer.Ok(writer =>
        {
            writer.WriteStartObject();
            writer.WriteId("guild_id", added.Id);
            writer.WriteEndObject();
        }));
    }

    public static Task<ControlAnswer> Remove(ControlRequest request)
    {
        request.Gateway.RemoveGuild(request.Guild);
        return Task.FromResult(ControlAnswer.NoContent);
    }
}
