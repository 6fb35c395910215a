namespace Spectacles.Gateway.Testing;

/// <summary>What people do that needs no answer of the bot.</summary>
internal static class PeopleActions
{
    public static Task<ControlAnswer> Say(ControlRequest request)
    {
        var who = request.Who;
        string text = request.Required("text");
        var message = request.Body.Flag("direct") == true ? who.SayDirectly(text) : who.Say(request.Channel(who.Guild), text);
        return Task.FromResult(ControlAnswer.Ok(writer =>
        {
            writer.WriteStartObject();
            writer.WriteId("message_id", message);
            writer.WriteEndObject();
        }));
    }

    public static Task<ControlAnswer> Edit(ControlRequest request)
    {
        request.Gateway.People.Edit(request.RequiredId("message_id"), request.Required("text"));
        return Task.FromResult(ControlAnswer.NoContent);
    }

    public static Task<ControlAnswer> Delete(ControlRequest request)
    {
        request.Gateway.People.Delete(request.RequiredId("message_id"));
        return Task.FromResult(ControlAnswer.NoContent);
    }

    public static Task<ControlAnswer> ChangePresence(ControlRequest request)
    {
        var who = request.Who;
        request.Gateway.People.ChangePresence(who.Guild, who.Member, request.Required("status"));
        return Task.FromResult(ControlAnswer.NoContent);
    }

    public static Task<ControlAnswer> MoveToVoice(ControlRequest request)
    {
        var who = request.Who;
        request.Gateway.People.MoveToVoice(who.Guild, who.Member, request.Body.Has("channel") ? request.Channel(who.Guild) : null);
        return Task.FromResult(ControlAnswer.NoContent);
    }

    public static Task<ControlAnswer> React(ControlRequest request)
    {
        request.Who.React(request.RequiredId("message_id"), request.Required("emoji"));
        return Task.FromResult(ControlAnswer.NoContent);
    }

    public static Task<ControlAnswer> StartTyping(ControlRequest request)
    {
        var who = request.Who;
        request.Gateway.People.StartTyping(who.Guild, who.Member, request.Channel(who.Guild));
        return Task.FromResult(ControlAnswer.NoContent);
    }
}
