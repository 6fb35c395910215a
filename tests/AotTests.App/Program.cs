using System.Runtime.CompilerServices;
using AotTests.App;
using Spectacles.Gateway;

if (args is ["bot", var token, var api, var directory])
{
    return await BlockedBot.RunAsync(token, api, directory);
}

(string Name, Func<Task> Run)[] scenarios =
[
    ("a_message_is_read_and_written_by_the_librarys_context", JsonScenarios.ReadsAndWritesAMessage),
    ("a_users_own_context_takes_the_models", JsonScenarios.TakesPartInAUsersContext),
    ("a_users_own_context_tells_absent_from_null", JsonScenarios.TellsAbsentFromNullInAUsersContext),
    ("a_wrong_type_names_its_path", JsonScenarios.NamesThePathOfAWrongType),
    ("a_handler_runs_without_a_socket", HandlerScenarios.RunsWithoutASocket),
    ("a_handler_takes_a_view", ViewScenarios.ArePassedToAHandler),
    ("a_view_costs_no_byte", ViewScenarios.CostNoByte),
    ("a_view_tells_components_apart", ViewScenarios.TellComponentsApart),
    ("a_bot_lives_through_a_drop_over_a_socket", () => ClusterScenarios.ResumesAfterADrop(TransportCompression.ZlibStream)),
    ("a_bot_lives_through_a_drop_with_zstd_stream", () => ClusterScenarios.ResumesAfterADrop(TransportCompression.ZstdStream)),
    ("a_bot_lives_through_a_drop_without_compression", () => ClusterScenarios.ResumesAfterADrop(TransportCompression.None)),
    ("a_fatal_close_is_rethrown_with_advice", ClusterScenarios.RethrowsAFatalClose),
    ("garbage_of_a_small_vps_is_collected_every_2_MB", MemoryScenarios.CollectsEvery2MB),
    ("garbage_of_the_start_of_32_shards_is_collected", MemoryScenarios.CollectsAfterTheStartOf32Shards),
    ("a_fleet_in_memory_handles_an_event_and_sends_a_command", FleetScenarios.RunsInMemory),
    ("a_stop_of_256_shards_ends_in_time_though_handlers_and_store_block", StopScenarios.EndsInTimeAlthoughShardsAndStoreAreBlocked),
];
if (args is ["nats", var url])
{
    scenarios = [("a_fleet_on_nats_handles_an_event_and_sends_a_command", () => FleetScenarios.RunsOnNats(url))];
}

if (RuntimeFeature.IsDynamicCodeSupported)
{
    Console.WriteLine("not NativeAOT");
}

int failed = 0;
foreach (var (name, run) in scenarios)
{
    try
    {
        await run().WaitAsync(TimeSpan.FromSeconds(30));
        Console.WriteLine($"passed {name}");
    }
    catch (Exception e)
    {
        failed++;
        Console.WriteLine($"FAILED {name}: {e}");
    }
}

Console.WriteLine($"{scenarios.Length - failed} passed, {failed} failed");
return failed;
