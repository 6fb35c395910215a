using System.Text;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Tests.Api;

/// <summary>A token that is in a file, and changes there.</summary>
public sealed class TokenFileTests : IDisposable
{
    private const string Right = "simulated.gateway.token";
    private const string Wrong = "simulated.wrong.token";
    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Theory]
    [InlineData(Right)]
    [InlineData($"Bot {Right}\r\n")]
    [InlineData($"\uFEFF{Right}\n")]
    public async Task File_may_have_a_prefix_a_mark_and_a_line_break(string content)
    {
        File.WriteAllText(path, content);
        await using var gateway = await SimulatedGateway.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var cluster = new Cluster(new TokenFile(path), new ClusterOptions { Api = gateway.Api });

        await cluster.SpawnAsync(TestContext.Current.CancellationToken);
        await cluster.WaitForReadyAsync(LiveGateway.Patience, TestContext.Current.CancellationToken);

        Assert.Equal(1, gateway.Counters.Identifies);
    }

    [Theory]
    [InlineData("", "The token is empty")]
    [InlineData("hidden", "The token is malformed")]
    [InlineData(null, "can't be read")]
    public void File_without_a_token_is_an_error_that_names_it_and_not_its_content(string? content, string message)
    {
        if (content is null)
        {
            File.Delete(path);
        }
        else
        {
            File.WriteAllText(path, content);
        }

        var error = Assert.Throws<GatewayException>(() => new Cluster(new TokenFile(path)));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", error.ToString(), StringComparison.Ordinal);
        Assert.True(error.IsConfigurationError);
    }

    [Fact]
    public async Task Token_that_the_API_refuses_is_final_only_if_the_file_still_contains_it()
    {
        File.WriteAllText(path, Wrong);
        await using var gateway = await SimulatedGateway.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var cluster = new Cluster(new TokenFile(path), new ClusterOptions { Api = gateway.Api });

        var error = await Assert.ThrowsAsync<GatewayException>(() => cluster.SpawnAsync(TestContext.Current.CancellationToken));
        File.WriteAllText(path, Right);
        await cluster.SpawnAsync(TestContext.Current.CancellationToken);
        await cluster.WaitForReadyAsync(LiveGateway.Patience, TestContext.Current.CancellationToken);

        Assert.True(error.IsConfigurationError);
        Assert.Contains("401", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_that_the_gateway_refuses_is_replaced_if_the_file_has_another_one_by_then()
    {
        await using var gateway = await SimulatedGateway.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var cluster = await ReadyAsync(gateway);
        cluster.Sending += (_, json) =>
        {
            if (Encoding.UTF8.GetString(json).Contains("\"op\":2", StringComparison.Ordinal))
            {
                // It is sent with the wrong token, which the file no longer contains when the refusal arrives.
                File.WriteAllText(path, Right);
            }
        };

        File.WriteAllText(path, Wrong);
        await cluster.Shards[0].ReconnectAsync(keepSession: false, TestContext.Current.CancellationToken);
        await LiveGateway.UntilAsync(() => gateway.Counters.Connections == 3 && cluster.GetStatus().IsReady);

        Assert.False(cluster.Completion.IsCompleted);
        Assert.Contains(cluster.GetStatus().Shards[0].Transitions, change => change.Reason.Contains("4004", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Token_that_the_gateway_refuses_ends_the_cluster_if_the_file_still_contains_it()
    {
        await using var gateway = await SimulatedGateway.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var cluster = await ReadyAsync(gateway);

        File.WriteAllText(path, Wrong);
        await Assert.ThrowsAsync<GatewayClosedException>(
            () => cluster.Shards[0].ReconnectAsync(keepSession: false, TestContext.Current.CancellationToken));

        var error = await Assert.ThrowsAsync<GatewayClosedException>(
            () => cluster.Completion.WaitAsync(LiveGateway.Patience, TestContext.Current.CancellationToken));
        Assert.Equal(CloseCode.AuthenticationFailed, error.Code);
        Assert.True(error.IsConfigurationError);
    }

    [Theory]
    [InlineData("other.bot.token", "contains the token of another bot")]
    [InlineData("rubbish", "does not contain a bot token")]
    [InlineData(null, "can't be read")]
    public async Task File_that_can_not_be_used_any_more_leaves_the_last_token_and_is_a_warning(string? content, string message)
    {
        await using var gateway = await SimulatedGateway.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var cluster = await ReadyAsync(gateway);
        var warnings = new System.Collections.Concurrent.ConcurrentQueue<GatewayError>();
        cluster.Error += warnings.Enqueue;

        if (content is null)
        {
            File.Delete(path);
        }
        else
        {
            File.WriteAllText(path, content);
        }

        await cluster.Shards[0].ReconnectAsync(keepSession: true, TestContext.Current.CancellationToken);
        await LiveGateway.UntilAsync(() => gateway.Counters.Resumes == 1 && cluster.GetStatus().IsReady);

        var warning = Assert.Single(warnings, warning => warning.Kind == GatewayErrorKind.Warning);
        Assert.Contains(message, warning.Message, StringComparison.Ordinal);
        Assert.Contains("The last token remains in use", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Store_of_a_token_in_a_file_is_that_of_the_token()
    {
        File.WriteAllText(path, Right);

        Assert.Equal(new FileSessionStore(Right, "store").Path, new FileSessionStore(new TokenFile(path), "store").Path);
    }

    private async Task<Cluster> ReadyAsync(SimulatedGateway gateway)
    {
        File.WriteAllText(path, Right);
        var cluster = new Cluster(new TokenFile(path), new ClusterOptions { Api = gateway.Api });
        cluster.Error += _ => { };
        await cluster.SpawnAsync(TestContext.Current.CancellationToken);
        await cluster.WaitForReadyAsync(LiveGateway.Patience, TestContext.Current.CancellationToken);
        return cluster;
    }
}
