using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Spectacles.Gateway.Rest;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>The modules of this assembly in a host, added by the emitted method.</summary>
public sealed class HostTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Modules_have_the_services_of_the_host()
    {
        await using var gateway = await SimulatedGateway.StartAsync(cancellationToken: Cancellation);
        using var rest = new BotRest(gateway.Token, new BotRestOptions { Api = gateway.Api });
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?> { ["Discord:Token"] = gateway.Token, ["Discord:Api"] = $"{gateway.Api}" });
        builder.Services.AddSingleton(rest).AddScoped<DiaryPage>();
        builder.Services.AddSpectaclesGateway()
            .AddInteractionsOfTests(new InteractionOptions { RegisterCommands = true });
        using var host = builder.Build();
        await host.StartAsync(Cancellation);
        var ada = gateway.People["ada"];

        var first = await ada.UseAsync("write", new() { ["line"] = "Rain" }, cancellationToken: Cancellation);
        var second = await ada.UseAsync("write", new() { ["line"] = "Sun" }, cancellationToken: Cancellation);
        var added = await ada.UseAsync("queue add", new() { ["song"] = "Clair de lune" }, cancellationToken: Cancellation);
        await host.StopAsync(Cancellation);

        Assert.Equal(["1 False", "1 False", "Clair de lune   Newest"], [first.Content, second.Content, added.Content]);

        // One for each call, and one with which the host has found the methods.
        Assert.Equal((3, 3), (DiaryPage.Created, DiaryPage.Disposed));
        Assert.Empty(gateway.Violations);
    }
}
