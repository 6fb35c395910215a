namespace Spectacles.Gateway.Testing;

/// <summary>The handlers of the control API.</summary>
internal static class ControlRoutes
{
    public static Dictionary<ApiRoute, ControlHandler> All { get; } = new (string Route, ControlHandler Handler)[]
    {
        ("GET /openapi.json", static _ => Task.FromResult(new ControlAnswer(200, ControlDocument.Utf8))),
        ("POST /worlds", WorldActions.Create),
        ("DELETE /worlds", WorldActions.DeleteAsync),
        ("GET /world", WorldActions.Get),
        ("POST /reset", WorldActions.ResetAsync),
        ("POST /clock", WorldActions.AdvanceClock),
        ("POST /say", PeopleActions.Say),
        ("POST /react", PeopleActions.React),
        ("POST /type", PeopleActions.StartTyping),
        ("POST /edit", PeopleActions.Edit),
        ("POST /delete", PeopleActions.Delete),
        ("POST /presence", PeopleActions.ChangePresence),
        ("POST /voice", PeopleActions.MoveToVoice),
        ("POST /join", GuildActions.Join),
        ("POST /leave", GuildActions.Leave),
        ("POST /outage", GuildActions.SetOutage),
        ("POST /guilds", GuildActions.Add),
        ("DELETE /guilds", GuildActions.Remove),
        ("POST /use", InteractionActions.UseAsync),
        ("POST /complete", InteractionActions.CompleteAsync),
        ("POST /press", InteractionActions.PressAsync),
        ("POST /choose", InteractionActions.ChooseAsync),
        ("POST /submit", InteractionActions.SubmitAsync),
        ("POST /dispatch", FaultActions.Dispatch),
        ("POST /drop", FaultActions.Drop),
        ("POST /close", FaultActions.Close),
        ("POST /fault", FaultActions.Disturb),
        ("POST /refuse", FaultActions.Refuse),
        ("POST /forms", FaultActions.SetForms),
        ("POST /limit", RestActions.SetLimit),
        ("POST /rest-fault", RestActions.Fail),
        ("POST /latency", RestActions.SetLatency),
        ("POST /answer", RestActions.Answer),
        ("GET /wait", ObservationActions.WaitAsync),
        ("GET /transcript", ObservationActions.GetTranscript),
        ("GET /routes", ObservationActions.GetRoutes),
        ("GET /counters", ObservationActions.GetCounters),
    }.ToDictionary(
        static pair => ControlDocument.Document.Routes.Single(route => pair.Route == $"{route.Method} {route.Template}"),
        static pair => pair.Handler);
}
