using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>What a test does to connections, and events of its own.</summary>
internal static class FaultActions
{
    public static Task<ControlAnswer> Dispatch(ControlRequest request)
    {
        string name = request.Required("event");
        string data = request.Body.Field("data").GetRawText();
        int receivers = request.Body.Integer("shard") is { } shard
            ? request.Gateway.DispatchToShard((int)shard, name, data)
            : request.Gateway.Dispatch(name, data);
        return Task.FromResult(ControlAnswer.Ok(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("receivers", receivers);
            writer.WriteEndObject();
        }));
    }

    public static Task<ControlAnswer> Drop(ControlRequest request)
    {
        request.Connection.Drop();
        return Task.FromResult(ControlAnswer.NoContent);
    }

    public static Task<ControlAnswer> Close(ControlRequest request)
    {
        request.Connection.Close((int)request.Body.Integer("code")!.Value, request.Body.Text("reason") ?? "");
        return Task.FromResult(ControlAnswer.NoContent);
    }

    public static Task<ControlAnswer> Disturb(ControlRequest request)
    {
        var connection = request.Connection;
        switch (request.Required("kind"))
        {
            case "silence":
                connection.Faults.FallSilent();
                break;
            case "stall":
                connection.Faults.Stall(TimeSpan.FromSeconds(request.Body.Field("seconds") is { ValueKind: JsonValueKind.Number } seconds
                    ? seconds.GetDouble()
                    : throw new ArgumentException("A stall needs its duration: seconds.")));
                break;
            case "truncate":
                connection.Faults.TruncateNextMessage();
                break;
            case "corrupt":
                connection.Faults.CorruptNextMessage();
                break;
            case "half-frame":
                connection.Faults.DropInFrame();
                break;
            case "reconnect":
                connection.RequestReconnect();
                break;
            case "heartbeat":
                connection.RequestHeartbeat();
                break;
            case "invalidate":
                connection.InvalidateSession(resumable: false);
                break;
            case "invalidate-resumable":
                connection.InvalidateSession(resumable: true);
                break;
            case var acks:
                connection.Faults.WithholdHeartbeatAcks = acks == "no-acks";
                break;
        }

        return Task.FromResult(ControlAnswer.NoContent);
    }

    public static Task<ControlAnswer> SetForms(ControlRequest request)
    {
        request.Gateway.Script.Forms = request.Body.Flag("unusual") == true ? UnusualForms.All : UnusualForms.None;
        return Task.FromResult(ControlAnswer.NoContent);
    }

    public static Task<ControlAnswer> Refuse(ControlRequest request)
    {
        var script = request.Gateway.Script;
        int count = (int)request.Body.Integer("count")!.Value;
        switch (request.Required("what"))
        {
            case "identify":
                script.RefuseIdentifies(count);
                break;
            case "resume":
                script.RefuseResumes(count);
                break;
            default:
                TimeSpan? wait = request.Body.Field("retry_after") is { ValueKind: JsonValueKind.Number } seconds
                    ? TimeSpan.FromSeconds(seconds.GetDouble())
                    : null;
                script.RefuseRestCalls(count, (int)(request.Body.Integer("status") ?? 503), wait);
                break;
        }

        return Task.FromResult(ControlAnswer.NoContent);
    }
}
