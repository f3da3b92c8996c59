using Sagaz.Operations.PgBouncer;

namespace Sagaz.Operations.Tests.PgBouncer;

public sealed class PgBouncerConsoleTests
{
    private const string Release118 = """
        database,user,cl_active,cl_waiting,cl_active_cancel_req,cl_waiting_cancel_req,sv_active,sv_active_cancel,sv_being_canceled,sv_idle,sv_used,sv_tested,sv_login,maxwait,maxwait_us,pool_mode
        pgbouncer,pgbouncer,1,0,0,0,0,0,0,0,0,0,0,0,0,statement
        sagaz,sagaz_app,4,2,0,0,3,0,0,1,1,0,0,7,120,transaction
        sagaz,pgbouncer,0,0,0,0,0,0,0,1,0,0,0,0,0,transaction
        sagaz,sagaz_owner,1,1,0,0,1,0,0,0,0,0,0,2,9,transaction

        """;

    private const string Release124 = """
        database,user,cl_active,cl_waiting,cl_active_cancel_req,cl_waiting_cancel_req,sv_active,sv_active_cancel,sv_being_canceled,sv_idle,sv_used,sv_tested,sv_login,maxwait,maxwait_us,pool_mode,load_balance_hosts
        pgbouncer,pgbouncer,1,0,0,0,0,0,0,0,0,0,0,0,0,statement,
        sagaz,sagaz_app,5,0,0,0,2,0,0,3,0,0,0,0,0,transaction,round-robin

        """;

    [Fact]
    public void Sums_the_users_of_the_database_and_takes_the_longest_wait()
    {
        Assert.Equal(
            new PoolStatus("pgbouncer-rw", ActiveClients: 5, WaitingClients: 3, ActiveServers: 4, IdleServers: 3, TimeSpan.FromSeconds(7)),
            PgBouncerConsole.Parse("pgbouncer-rw", "sagaz", Release118));
    }

    [Fact]
    public void Finds_its_columns_by_name()
    {
        Assert.Equal(
            new PoolStatus("pgbouncer-rw", ActiveClients: 5, WaitingClients: 0, ActiveServers: 2, IdleServers: 3, TimeSpan.Zero),
            PgBouncerConsole.Parse("pgbouncer-rw", "sagaz", Release124));
    }

    [Fact]
    public void A_database_that_nobody_has_used_is_all_zero()
    {
        Assert.Equal(new PoolStatus("pgbouncer-ro", 0, 0, 0, 0, TimeSpan.Zero), PgBouncerConsole.Parse("pgbouncer-ro", "other", Release118));
    }
}
