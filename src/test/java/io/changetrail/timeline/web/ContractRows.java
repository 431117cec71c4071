package io.changetrail.timeline.web;

import java.util.List;
import java.util.stream.Stream;

/** Questions to the {@link ContractWorld} and what each of them shows. */
final class ContractRows {

    /** By call: query and names shown; an asterisk stands for what the same question's first page goes on with. */
    private static final String TABLE = """
            servers        |                                        | second mine many
            servers        | project_id=project-c                   | second
            servers        | project_id=!project-c                  | mine many
            servers        | q=ECS-s                                | second
            servers        | q=192.168.0.60                         | mine
            servers        | q=many                                 | many
            servers        | state=ACTIVE,SHUTOFF                   | second mine many
            servers        | state=!SHUTOFF                         | mine many
            servers        | changed_since=2024-01-30T12:51:30.029Z | second mine
            servers        | order=asc                              | many mine second
            servers        | limit=2                                | second mine
            servers        | limit=2&cursor=*                       | many

            serverTimeline |                                     | odd change resize stop first
            serverTimeline | kind=change                         | odd change first
            serverTimeline | kind=!change                        | resize stop
            serverTimeline | since=2024-01-30T11:51:02Z          | odd change resize
            serverTimeline | until=2024-01-30T11:51:02Z          | stop first
            serverTimeline | order=asc                           | first stop resize change odd
            serverTimeline | limit=2                             | odd change
            serverTimeline | limit=2&cursor=*                    | resize stop
            serverTimeline | action=resize                       | change resize
            serverTimeline | action=!resize,!start               | odd stop first
            serverTimeline | user_id=!user-2,!user-b             | odd change resize stop first
            serverTimeline | user_id=752be407f0b74e1d9fd2ff8d0a5b1a3e | change resize stop
            serverTimeline | request_id=req-resize-mine,req-x    | change resize
            serverTimeline | outcome=succeeded                   | resize stop
            serverTimeline | outcome=!succeeded                  |
            serverTimeline | outcome=succeeded&status=ResourceChanged.CREATE |
            serverTimeline | status=ResourceChanged.CREATE       | first
            serverTimeline | attribution=baseline&attribution=attributed | change first
            serverTimeline | path=/properties/flavor/v           | odd
            serverTimeline | path=!/properties/flavor/id         | odd first
            serverTimeline | include=raw&kind=change             | odd+raw change+raw first+raw

            timeline | | name reboot odd change resize stop first
            timeline | project_id=project-c                | name reboot
            timeline | project_id=!project-c               | odd change resize stop first
            timeline | server_id=second&server_id=many     | name reboot
            timeline | server_id=!second                   | odd change resize stop first
            timeline | kind=action                         | reboot resize stop
            timeline | since=2024-01-30T11:51:02Z          | name reboot odd change resize
            timeline | until=2024-01-30T11:51:02Z          | stop first
            timeline | order=asc                           | first stop resize change odd reboot name
            timeline | limit=3                             | name reboot odd
            timeline | limit=3&cursor=*                    | change resize stop
            timeline | action=stop,reboot                  | reboot stop
            timeline | user_id=user-2                      | reboot
            timeline | request_id=!req-resize-mine         | name reboot odd stop first
            timeline | outcome=failed                      | reboot
            timeline | status=!ResourceChanged.UPDATE      | first
            timeline | attribution=external                | name
            timeline | path=/name                          | name
            timeline | include=raw&kind=action             | reboot+raw resize+raw stop+raw

            request | | change resize
            request | kind=action                          | resize
            request | since=2024-01-30T11:51:02.000001Z    | change
            request | until=2024-01-30T11:51:30.029Z       | resize
            request | order=asc                            | resize change
            request | limit=1                              | change
            request | limit=1&cursor=*                     | resize
            request | include=raw                          | change+raw resize+raw

            residuals | | name odd
            residuals | side=change                        | name odd
            residuals | side=action                        | reboot stop
            residuals | project_id=project-c               | name
            residuals | server_id=mine                     | odd
            residuals | server_id=!mine                    | name
            residuals | since=2024-01-30T15:00:00Z         | name
            residuals | until=2024-01-30T15:00:00Z         | odd
            residuals | order=asc                          | odd name
            residuals | limit=1                            | name
            residuals | limit=1&cursor=*                   | odd
            """;

    /** By call, as above, for what dashboards draw and what was. */
    private static final String SECOND_TABLE = """
            annotations | | name reboot odd change resize stop first
            annotations | project_id=project-c              | name reboot
            annotations | server_id=!mine                   | name reboot
            annotations | kind=action                       | reboot resize stop
            annotations | since=2024-01-30T14:00:00Z        | name reboot
            annotations | until=2024-01-30T11:51:02Z        | stop first
            annotations | order=asc                         | first stop resize change odd reboot name
            annotations | limit=1                           | name
            annotations | limit=1&cursor=*                  | reboot
            annotations | action=resize                     | change resize
            annotations | user_id=user-2                    | reboot
            annotations | request_id=req-resize-mine        | change resize
            annotations | outcome=failed                    | reboot
            annotations | status=ResourceChanged.CREATE     | first
            annotations | attribution=external              | name
            annotations | path=/name                        | name

            stats | project_id=project-a                    | baseline@08:00 resize@11:00 stop@11:00 attributed@11:00 unattributed@12:00
            stats | bucket=1d&kind=change                   | baseline@00:00 attributed@00:00 external@00:00 unattributed@00:00
            stats | bucket=5m&server_id=mine&kind=action    | resize@11:50 stop@11:50
            stats | by=server_id&kind=action                | resize@11:00/mine stop@11:00/mine reboot@14:00/second
            stats | server_id=!mine                         | reboot@14:00 external@15:00
            stats | since=2024-01-30T15:00:00Z              | external@15:00
            stats | until=2024-01-30T00:00:00Z              | baseline@08:00
            stats | action=resize                           | resize@11:00 attributed@11:00
            stats | user_id=user-2                          | reboot@14:00
            stats | request_id=req-resize-mine              | resize@11:00 attributed@11:00
            stats | outcome=!succeeded                      | reboot@14:00
            stats | status=ResourceChanged.CREATE           | baseline@08:00
            stats | attribution=external                    | external@15:00
            stats | path=/name                              | external@15:00

            attributes            |                                    | reboot resize stop
            attributes            | project_id=project-c               | reboot
            attributes            | server_id=mine                     | resize stop
            attributes            | server_id=!mine                    | reboot
            attributes            | since=2024-01-30T11:51:02Z         | reboot resize
            attributes            | until=2024-01-30T11:51:02Z         | stop
            attributes            | limit=1                            | reboot
            attributes            | limit=1&cursor=*                   | resize
            attributes user_id    | project_id=project-a               | 752be407f0b74e1d9fd2ff8d0a5b1a3e*2
            attributes project_id | server_id=!many                    | project-a*5 project-c*2
            attributes status     |                                    | ResourceChanged.CREATE ResourceChanged.UPDATE*3
            attributes path       |                                    | /name /properties/flavor/id /properties/flavor/vcpus

            coverage | project_id=project-a                             | ecs/project-a/complete rms/project-a/complete
            coverage | project_id=project-c                             | ecs/project-c/partial rms/project-c/complete
            coverage | project_id=project-c&since=2024-01-22T00:00:00Z  | ecs/project-c/complete rms/project-c/complete
            coverage | project_id=project-c&since=2024-01-21T00:00:00Z&until=2024-01-22T00:00:00Z | ecs/project-c/blind rms/project-c/complete
            coverage | project_id=project-a&until=2024-02-10T00:00:00.000001Z | ecs/project-a/partial rms/project-a/partial

            feed | | mine second last
            feed | project_id=project-c                    | second
            feed | project_id=!project-c                   | mine last
            feed | limit=1                                 | mine
            feed | limit=1&after=*                         | second

            serverState | at=2024-01-30T11:51:30.029Z                | change
            serverState | at=2024-01-29T07:00:00Z                    | -
            serverState | at=2024-01-30T11:51:25Z                    | first
            serverState | at=2024-01-30T11:51:25Z&basis=captured     | first
            serverState | at=2024-01-30T11:51:25Z&basis=occurred     | change

            serverBlame |                                            | first change odd
            serverBlame | at=2024-01-30T12:00:00Z                    | first change
            serverBlame | at=2024-01-29T07:00:00Z                    |
            serverBlame | at=2024-01-30T11:51:25Z                    | first
            serverBlame | at=2024-01-30T11:51:25Z&basis=occurred     | first change

            serverDiff  |                                            | change odd req-resize-mine
            serverDiff  | from=2024-01-30T12:00:00Z                  | odd
            serverDiff  | to=2024-01-30T12:00:00Z                    | change req-resize-mine
            serverDiff  | from=2024-01-30T11:51:25Z&to=2024-01-30T12:00:00Z                | change req-resize-mine
            serverDiff  | from=2024-01-30T11:51:25Z&to=2024-01-30T12:00:00Z&basis=occurred |

            quarantine | | second mine
            quarantine | limit=1                           | second
            quarantine | limit=1&cursor=*                  | mine

            startSync | | 3
            startSync | project_id=project-c               | 1
            startSync | project_id=!project-c              | 2
            startSync | server_id=mine,theirs              | 1
            """;

    private ContractRows() {}

    static Stream<Row> all() {
        return Stream.of(TABLE, SECOND_TABLE)
                .flatMap(String::lines)
                .filter(line -> !line.isBlank())
                .map(Row::of);
    }

    /**
     * @param picker which list of values, where there are several
     * @param query as it is sent
     */
    record Row(String call, String picker, String query, List<String> shown) {

        private static Row of(String line) {
            var cells = Stream.of(line.split("\\|", -1)).map(String::strip).toList();
            var call = cells.getFirst().split(" +");
            var shown = Stream.of(cells.getLast().split(" "))
                    .filter(name -> !name.isEmpty())
                    .toList();
            return new Row(call[0], call.length > 1 ? call[1] : "action", cells.get(1), shown);
        }

        boolean isOf(String id, String parameter) {
            return call.equals(id) && ("&" + query).contains("&" + parameter + "=");
        }
    }
}
